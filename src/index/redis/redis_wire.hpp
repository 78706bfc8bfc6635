#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/index/vector_store.hpp>

#include "index/word_forms.hpp"
#include "redis/redis_connection.hpp"

/// Records as hashes of Redis under an index of its search: values to commands and from answers, no I/O. By the pages of
/// FT.CREATE, FT.SEARCH, FT.INFO and FT.DROPINDEX, on vectors and on tags, at github.com/redis/docs. What reads an answer
/// throws `bad_response` when it has another form.
namespace baton::inline v0::redis {

/// The names of a collection: of its index and of the note, and what begins the keys of its records.
struct Names {
  explicit Names(const std::string& collection) : index("baton:store:" + collection), prefix(index + ":") {}
  std::string index;
  std::string prefix;
};

/// What a record's key has behind the prefix: made of namespace and id, 64 hexadecimal digits.
[[nodiscard]] std::string record_digest(const StoreNamespace& space, const std::string& id);
[[nodiscard]] bool is_record_digest(std::string_view text);

[[nodiscard]] RedisWords creation(const Names& names, std::size_t dimensions);
/// What is noted of a collection.
struct Note {
  EmbedderInfo embedder;
  std::vector<std::string> languages = {};
  int format = 2;  ///< 2 added the forms of words
};
[[nodiscard]] std::string text_of(const Note& note);
/// Nothing when another program wrote it.
[[nodiscard]] std::optional<Note> read_note(std::string_view text);

/// The commands that put a record.
void put_record(const Names& names, const StoreNamespace& space, const VectorRecord& record, const WordForms& forms,
                std::vector<RedisWords>& commands);
/// Asks for records by their keys; with vectors, or as `read_record` wants them.
[[nodiscard]] std::vector<RedisWords> retrieval(std::span<const std::string> keys, bool vectors);
/// Removes keys, at most a thousand by one command.
[[nodiscard]] std::vector<RedisWords> removal(std::span<const std::string> keys);

/// A query of FT.SEARCH that is being written: values go in as parameters only.
class Query {
 public:
  /// All records of the namespace that `condition` (see `TermFilter`) lets through.
  Query(const StoreNamespace& space, const Filter& condition);

  void add_source(const std::string& source);
  void begin_at(std::string_view digest);
  /// Those with any of the words, which are forms.
  void add_words(std::span<const std::string> words);

  /// The records in the order of their digests.
  [[nodiscard]] RedisWords in_order(const Names& names, std::size_t most, bool whole) const;
  [[nodiscard]] RedisWords nearest(const Names& names, const Embedding& vector, std::size_t most, bool whole) const;
  /// Best first by the server's own rank.
  [[nodiscard]] RedisWords ranked(const Names& names, std::size_t most, bool whole) const;

 private:
  std::string bind(std::string value);
  [[nodiscard]] std::string written(const Filter& condition);
  [[nodiscard]] RedisWords search(const Names& names, std::string text, std::size_t most, bool whole) const;

  std::string text_;
  RedisWords parameters_;
};

/// A record as a search gives it: all of it, or its key and metadata only.
struct Row {
  std::string key;
  double score = 0.0;
  VectorRecord record = {};
};

struct Rows {
  std::vector<Row> rows;
  std::size_t count = 0;  ///< how many the server found, those included that went away before they were read
};

/// Of `in_order` and `nearest`, or of `ranked`, whose scores stand beside the keys.
[[nodiscard]] Rows rows_of(const RedisReply& reply, bool ranked = false);
/// An answer to a command of `retrieval`; false when there is no such record.
[[nodiscard]] bool read_record(const RedisReply& reply, VectorRecord& record);

/// Whether a refusal means that the server does not know FT commands.
[[nodiscard]] bool lacks_search(std::string_view refusal);
/// Whether it means that there is no such index.
[[nodiscard]] bool lacks_index(std::string_view refusal);
/// The error of a refusal.
[[nodiscard]] Error refused(const std::string& refusal);

}  // namespace baton::inline v0::redis
