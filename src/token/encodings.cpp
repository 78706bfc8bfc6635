#include <string>

#include <baton/core/error.hpp>
#include <baton/token/tiktoken.hpp>

namespace baton::inline v0 {
namespace {

using Specials = std::map<std::string, TokenId, std::less<>>;

// The tokens of gpt-oss's format; the numbers in between are reserved by name.
Specials harmony_specials() {
  Specials specials = {{"<|startoftext|>", 199998}, {"<|endoftext|>", 199999}, {"<|return|>", 200002}, {"<|constrain|>", 200003},
                       {"<|channel|>", 200005}, {"<|start|>", 200006}, {"<|end|>", 200007}, {"<|message|>", 200008},
                       {"<|call|>", 200012}, {"<|endofprompt|>", 200018}};
  for (TokenId id = 200000; id < 201088; ++id) {
    const bool named = id == 200002 || id == 200003 || (id >= 200005 && id <= 200008) || id == 200012 || id == 200018;
    if (!named) specials.emplace("<|reserved_" + std::to_string(id) + "|>", id);
  }
  return specials;
}

}  // namespace

TiktokenEncoding TiktokenEncoding::named(std::string_view name) {
  if (name == "gpt2" || name == "r50k_base") return {TiktokenPattern::gpt2, {{"<|endoftext|>", 50256}}, 50256};
  if (name == "p50k_base") return {TiktokenPattern::gpt2, {{"<|endoftext|>", 50256}}, 50280};
  if (name == "p50k_edit") {
    return {TiktokenPattern::gpt2,
            {{"<|endoftext|>", 50256}, {"<|fim_prefix|>", 50281}, {"<|fim_middle|>", 50282}, {"<|fim_suffix|>", 50283}},
            50280};
  }
  if (name == "cl100k_base") {
    return {TiktokenPattern::cl100k,
            {{"<|endoftext|>", 100257}, {"<|fim_prefix|>", 100258}, {"<|fim_middle|>", 100259}, {"<|fim_suffix|>", 100260}, {"<|endofprompt|>", 100276}},
            100256};
  }
  if (name == "o200k_base") return {TiktokenPattern::o200k, {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}}, 199998};
  if (name == "o200k_harmony") return {TiktokenPattern::o200k, harmony_specials(), 199998};
  throw Error(ErrorCode::not_found, "no encoding '" + std::string(name.substr(0, 60)) +
                                        "': there are gpt2, r50k_base, p50k_base, p50k_edit, cl100k_base, o200k_base and o200k_harmony");
}

}  // namespace baton::inline v0
