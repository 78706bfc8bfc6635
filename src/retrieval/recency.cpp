#include <baton/retrieval/recency.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>

#include "composed.hpp"
#include "fusion.hpp"

namespace baton::inline v0 {
namespace {

using RetrieverPointer = std::shared_ptr<const Retriever>;
using TimePoint = std::chrono::system_clock::time_point;

/// The number at [at, at + digits), all of it digits.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int number = 0;
  const char* const begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + digits, number);
  if (error != std::errc() || end != begin + digits || *begin == '-') return std::nullopt;
  return number;
}

std::optional<TimePoint> parse_date(std::string_view text) {
  const auto year = digits_at(text, 0, 4);
  const auto month = digits_at(text, 5, 2);
  const auto day = digits_at(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  // The clock counts nanoseconds in 64 bits.
  if (!date.ok() || *year < 1700 || *year > 2250) return std::nullopt;
  TimePoint time = std::chrono::sys_days(date);
  const auto hour = digits_at(text, 11, 2);
  const auto minute = digits_at(text, 14, 2);
  if (hour && minute && *hour < 24 && *minute < 60 && text[13] == ':') {
    time += std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  }
  return time;
}

std::optional<TimePoint> parse_seconds(double seconds) {
  constexpr double most = 8e9;
  if (!(std::abs(seconds) < most)) return std::nullopt;
  return TimePoint(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

double newness(const std::optional<TimePoint>& time, TimePoint now, std::chrono::seconds half_life) {
  if (!time) return 0.0;
  using Seconds = std::chrono::duration<double>;
  const double age = Seconds(now.time_since_epoch()).count() - Seconds(time->time_since_epoch()).count();
  return age <= 0.0 ? 1.0 : std::exp2(-age / static_cast<double>(half_life.count()));
}

FoundChunks with_newness(FoundChunks found, const ChunkTime& time, const RecencyOptions& options) {
  const TimePoint now = options.now ? options.now() : std::chrono::system_clock::now();
  const std::vector<double> worth = gains(found, {.fusion = Fusion::relative_score});
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].score = (1.0 - options.weight) * worth[i] +
                     options.weight * newness(time(found[i].chunk), now, options.half_life);
  }
  std::ranges::stable_sort(found, std::ranges::greater(), &ScoredChunk::score);
  return found;
}

struct RecencyParts {
  RetrieverPointer retriever;
  ChunkTime time;
  RecencyOptions options;
};

Task<FoundChunks> find_recent(std::shared_ptr<const RecencyParts> parts, Query query, Context context) {
  const std::size_t top = query.top;
  query.top = std::max(top, parts->options.candidates);
  FoundChunks found = co_await parts->retriever->retrieve(std::move(query), context);
  found = co_await context.runtime().blocking(
      [&] { return with_newness(std::move(found), parts->time, parts->options); }, context);
  if (found.size() > top) found.resize(top);
  co_return found;
}

}  // namespace

ChunkTime time_in_metadata(std::string key) {
  return [key = std::move(key)](const Chunk& chunk) -> std::optional<TimePoint> {
    const nlohmann::json& metadata = chunk.metadata.ref();
    if (!metadata.is_object() || !metadata.contains(key)) return std::nullopt;
    const nlohmann::json& value = metadata[key];
    if (value.is_number()) return parse_seconds(value.get<double>());
    return value.is_string() ? parse_date(value.get_ref<const std::string&>()) : std::nullopt;
  };
}

ChunkTime time_of_file(std::shared_ptr<const Store> store) {
  require_part(store, "time_of_file needs the store of the chunks");
  return [store = std::move(store)](const Chunk& chunk) -> std::optional<TimePoint> {
    const auto record = store->document(chunk.source);
    if (!record || record->state.modified_ns == 0) return std::nullopt;
    return TimePoint(std::chrono::duration_cast<TimePoint::duration>(
        std::chrono::nanoseconds(record->state.modified_ns)));
  };
}

RetrieverPointer recency_retriever(RetrieverPointer retriever, ChunkTime time, RecencyOptions options) {
  require_part(retriever, "a recency retriever needs a retriever to begin with");
  require_that(static_cast<bool>(time), "a recency retriever needs the time of a chunk: time_in_metadata(\"date\")");
  require_that(options.weight >= 0.0 && options.weight <= 1.0, "RecencyOptions::weight must be from 0 to 1");
  require_that(options.half_life.count() > 0, "RecencyOptions::half_life must be above 0");
  const auto parts = std::make_shared<const RecencyParts>(
      RecencyParts{std::move(retriever), std::move(time), std::move(options)});
  return composed("retrieve recent", [parts](Query query, Context context) {
    return find_recent(parts, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
