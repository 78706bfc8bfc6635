#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/provider/model_list.hpp>

namespace baton::test {

/// What one vendor's documentation shows of its list of models.
struct ListingRecordings {
  std::string vendor{};
  std::string target{};      ///< of the first request
  std::string key_header{};  ///< in lower case
  std::string key_prefix{};
  std::string page{};               ///< an answer
  std::vector<ModelInfo> models{};  ///< what it says
  std::string empty{};              ///< an answer without models
  std::string first{};              ///< a page that is not the last; empty: the vendor has one page
  std::string second_target{};      ///< of the request for the page after it
  int error_status = 401;
  std::string error{};  ///< KEY stands for the key, which a server may echo
  ErrorCode error_code = ErrorCode::permission_denied;
};

/// Those of every vendor that lists its models.
[[nodiscard]] std::vector<ListingRecordings> listing_recordings();

inline void PrintTo(const ListingRecordings& recordings, std::ostream* out) { *out << recordings.vendor; }

}  // namespace baton::test
