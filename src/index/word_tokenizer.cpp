#include "word_tokenizer.hpp"

#include <exception>
#include <new>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include <baton/core/error.hpp>

#include "index/languages.hpp"
#include "index/text_words.hpp"
#include "index/word_forms.hpp"

namespace baton::inline v0 {
namespace {

using TokenUse = int (*)(void*, int, const char*, int, int, int);

/// FTS5's side of `WordForms`. One for each connection, which is used by one thread at a time.
class WordTokenizer {
 public:
  explicit WordTokenizer(std::vector<std::string> languages) : forms_(std::move(languages)) {}

  int file(std::string_view text, void* context, TokenUse use) const {
    const std::size_t language = forms_.language_of(text);
    for (WordReader reader(text); reader.next();) {
      if (const int code = give(forms_.form(reader.word(), language), 0, reader, context, use); code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
  }

  /// The forms of a word stand at the same place, which makes them synonyms.
  int look_up(std::string_view text, void* context, TokenUse use) const {
    for (WordReader reader(text); reader.next();) {
      int flags = 0;
      for (const std::string& form : forms_.all_forms(reader.word())) {
        if (const int code = give(form, flags, reader, context, use); code != SQLITE_OK) return code;
        flags = FTS5_TOKEN_COLOCATED;
      }
    }
    return SQLITE_OK;
  }

 private:
  static int give(const std::string& form, int flags, const WordReader& reader, void* context, TokenUse use) {
    return use(context, flags, form.data(), static_cast<int>(form.size()), static_cast<int>(reader.begin()), static_cast<int>(reader.end()));
  }

  WordForms forms_;
};

/// No exception may pass through SQLite.
template <class Work>
int without_throwing(Work work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (...) {
    return SQLITE_ERROR;
  }
}

int create_tokenizer(void* /*context*/, const char** languages, int count, Fts5Tokenizer** made) {
  return without_throwing([&] {
    *made = reinterpret_cast<Fts5Tokenizer*>(new WordTokenizer({languages, languages + count}));
    return SQLITE_OK;
  });
}

void delete_tokenizer(Fts5Tokenizer* tokenizer) { delete reinterpret_cast<WordTokenizer*>(tokenizer); }

int tokenize(Fts5Tokenizer* tokenizer, void* context, int why, const char* bytes, int size, TokenUse use) {
  return without_throwing([&] {
    const auto& words = *reinterpret_cast<const WordTokenizer*>(tokenizer);
    const std::string_view text(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(size));
    return (why & FTS5_TOKENIZE_QUERY) != 0 ? words.look_up(text, context, use) : words.file(text, context, use);
  });
}

/// FTS5 as the connection has it, which it gives away through a pointer that is bound (sqlite.org/fts5.html, section 7).
fts5_api* fts5_of(sqlite::Database& database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database.handle(), "SELECT fts5(?)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
  }
  if (api == nullptr) throw Error(ErrorCode::unsupported, "this SQLite has no FTS5: link one that has");
  return api;
}

}  // namespace

void add_word_tokenizer(sqlite::Database& database) {
  fts5_api* const api = fts5_of(database);
  fts5_tokenizer tokenizer{.xCreate = &create_tokenizer, .xDelete = &delete_tokenizer, .xTokenize = &tokenize};
  database.check(api->xCreateTokenizer(api, "baton_words", nullptr, &tokenizer, nullptr));
}

std::string create_words(std::span<const std::string> languages) {
  const std::string codes = joined_languages(languages);
  return "CREATE VIRTUAL TABLE words USING fts5(title, heading, text, content='chunks', content_rowid='id', tokenize='baton_words " +
         codes + "'); INSERT INTO state VALUES('languages', '" + codes + "')";
}

std::vector<std::string> stored_languages(sqlite::Database& database) {
  std::vector<std::string> languages;
  sqlite::Rows rows = database.query("SELECT value FROM state WHERE key='languages'");
  if (rows.next()) languages = split_languages(rows.text(0));
  return languages;
}

}  // namespace baton::inline v0
