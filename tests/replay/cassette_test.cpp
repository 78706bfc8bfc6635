#include <gtest/gtest.h>
#include <baton/replay/cassette.hpp>
