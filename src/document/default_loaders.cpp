#include "document/default_loaders.hpp"

#include <memory>

#include "document/csv_loader.hpp"
#include "document/docx_loader.hpp"
#include "document/epub_loader.hpp"
#include "document/feed_loader.hpp"
#include "document/html_loader.hpp"
#include "document/mail_loader.hpp"
#include "document/notebook_loader.hpp"
#include "document/odf_loader.hpp"
#include "document/pdf_loader.hpp"
#include "document/pptx_loader.hpp"
#include "document/rtf_loader.hpp"
#include "document/sqlite_loader.hpp"
#include "document/subtitle_loader.hpp"
#include "document/tar_loader.hpp"
#include "document/text_loader.hpp"
#include "document/xlsx_loader.hpp"
#include "document/xml_loader.hpp"
#include "document/zip_loader.hpp"

namespace baton::inline v0::detail {

Loaders default_loaders() {
  Loaders loaders;
  // The last is asked first: text takes what no other does.
  loaders = loaders.with(std::make_shared<TextLoader>());
  loaders = loaders.with(std::make_shared<DocxLoader>());
  loaders = loaders.with(std::make_shared<EpubLoader>());
  loaders = loaders.with(std::make_shared<HtmlLoader>());
  loaders = loaders.with(std::make_shared<OdfLoader>());
  loaders = loaders.with(std::make_shared<PdfLoader>());
  loaders = loaders.with(std::make_shared<PptxLoader>());
  loaders = loaders.with(std::make_shared<TarLoader>());
  loaders = loaders.with(std::make_shared<XlsxLoader>());
  loaders = loaders.with(std::make_shared<ZipLoader>());
  loaders = loaders.with(std::make_shared<CsvLoader>());
  loaders = loaders.with(std::make_shared<FeedLoader>());
  loaders = loaders.with(std::make_shared<MailLoader>());
  loaders = loaders.with(std::make_shared<MailboxLoader>());
  loaders = loaders.with(std::make_shared<NotebookLoader>());
  loaders = loaders.with(std::make_shared<RtfLoader>());
  loaders = loaders.with(std::make_shared<SqliteLoader>());
  loaders = loaders.with(std::make_shared<SubtitleLoader>());
  loaders = loaders.with(std::make_shared<XmlLoader>());
  return loaders;
}

}  // namespace baton::inline v0::detail
