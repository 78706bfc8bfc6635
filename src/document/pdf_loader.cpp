#include "document/pdf_loader.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/text.hpp>

#include "document/document_facts.hpp"
#include "document/limited_process.hpp"
#include "document/load_budget.hpp"
#include "document/markdown_writer.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0::detail {
namespace {

/// Why `pdftotext` gave up, in its own words.
Error pdf_failure(const ProcessResult& result) {
  const std::string_view errors = result.errors;
  std::string reason = sanitize_utf8(trimmed(errors.substr(0, errors.find('\n'))));
  if (reason.empty()) reason = "exit code " + std::to_string(result.exit_code);
  if (errors.find("assword") != std::string_view::npos)
    return {ErrorCode::unsupported, "the PDF is encrypted: " + reason};
  return {ErrorCode::data_corrupt, "the PDF cannot be read: " + reason};
}

/// A form feed ends every page.
void set_pages(std::string_view output, Document& document) {
  while (!output.empty()) {
    const std::string_view page = output.substr(0, output.find('\f'));
    output.remove_prefix(std::min(page.size() + 1, output.size()));
    document.page_starts.push_back(document.text.size());
    std::string_view body = page.substr(0, page.find_last_not_of(" \t\r\n") + 1);
    document.text += body;
    document.text += "\n\n";
  }
}

/// Title, author and date as `pdfinfo` lists them. Their absence is no error.
void describe_pdf(const LoadInput& input, const ProcessLimits& limits, const Context& context, Document& document) {
  const auto info = run_limited({"pdfinfo", "-enc", "UTF-8", "-isodates", "-"}, input.bytes, {}, limits, context);
  context.check();
  if (!info || info->exit_code != 0) return;
  const std::string listing = sanitize_utf8(info->output);
  std::string_view rest = listing;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with("Title:")) document.title = trimmed(line.substr(6));
    if (line.starts_with("Author:")) note(document, "author", line.substr(7));
    if (line.starts_with("ModDate:")) note(document, "date", iso_date(line.substr(8)));
  }
}

}  // namespace

bool PdfLoader::takes(std::string_view media_type) const { return media_type == "application/pdf"; }

Result<Loaded> PdfLoader::load(const LoadInput& input, const LoadOptions& options,
                               const Context& context) const {
  if (input.bytes.empty()) return only({});
  ProcessLimits limits;
  limits.output_bytes = room_for(input, options);
  auto result = run_limited({"pdftotext", "-enc", "UTF-8", "-", "-"}, input.bytes, {}, limits, context);
  if (!result) return result.error();
  if (result->exit_code != 0) return pdf_failure(*result);
  charge(input, options, result->output.size());
  Document document;
  set_pages(sanitize_utf8(result->output), document);
  describe_pdf(input, limits, context, document);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
