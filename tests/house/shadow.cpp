// The parsers first, so that everything else sees their names.
#include <baton/output/choice.hpp>
#include <baton/output/json.hpp>
#include <baton/output/list.hpp>
#include <baton/output/structured.hpp>
#include <baton/output/text.hpp>

#include <baton/baton.hpp>
