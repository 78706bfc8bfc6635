#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include <baton/provider/openai.hpp>
#include <baton/retrieval/feedback.hpp>
#include <baton/retrieval/mmr.hpp>
#include <baton/retrieval/rerank.hpp>
#include <baton/retrieval/store_retrievers.hpp>

#include "counterparts/counterpart.hpp"
#include "retrieval/cached_embedder.hpp"
#include "retrieval/cranfield.hpp"

// Cranfield with a trained sentence encoder behind `POST /v1/embeddings`. Its vectors take minutes to make, so the test
// runs only where BATON_ENCODER_CACHE names a folder that keeps them.

namespace baton {
namespace {

using testing::CachedEmbedder;
using testing::IndexedCranfield;
using testing::Quality;
using testing::report;
using Retrievers = std::vector<std::shared_ptr<const Retriever>>;

constexpr std::size_t encoder_length = 512;

class CranfieldEncoder : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* cache = std::getenv("BATON_ENCODER_CACHE");
    if (cache == nullptr) GTEST_SKIP() << "BATON_ENCODER_CACHE does not name a folder for vectors";
    auto collection = testing::Cranfield::read();
    if (!collection) GTEST_SKIP() << "BATON_TEST_DATA does not name a folder with cranfield/";
    const std::string folder = test::counterparts_folder(BATON_COUNTERPARTS_SOURCE);
    if (folder.empty()) GTEST_SKIP() << "the counterparts are not installed";
    server_ = std::make_unique<test::Counterpart>(folder, std::vector<std::string>{BATON_COUNTERPARTS_SOURCE "/encoder.mjs", "PORT"},
                                                  test::free_port());
    ASSERT_TRUE(server_->ready());
    std::filesystem::create_directories(cache);
    index_ = std::make_unique<IndexedCranfield>(*std::move(collection), encoder(std::string(cache) + "/cranfield.vectors"));
  }

  [[nodiscard]] std::shared_ptr<const Embedder> encoder(const std::string& file) const {
    OpenAiEmbedderOptions options;
    options.server.model = "universal-sentence-encoder-lite";
    options.server.vendor = "encoder";
    options.server.base_url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/v1";
    options.concurrency = 1;
    return std::make_shared<CachedEmbedder>(openai_embedder(options), encoder_length, file);
  }

  std::unique_ptr<test::Counterpart> server_;
  std::unique_ptr<IndexedCranfield> index_;
};

TEST_F(CranfieldEncoder, EachWayBesideKeywords) {
  const auto keyword = keyword_retriever(index_->store);
  const auto vector = vector_retriever(index_->store, index_->embedder);
  const auto feedback = feedback_retriever(index_->store);
  const auto& collection = index_->collection;
  const Quality words = report("keyword", *keyword, collection);
  report("encoder", *vector, collection);
  report("keyword + encoder, plain RRF",
         *hybrid_retriever({{keyword, 1.0}, {vector, 1.0}}, {.fusion = Fusion::reciprocal_rank}), collection);
  report("keyword + encoder, learned", *index_->learned({keyword, vector}), collection);
  const auto learned = index_->learned({feedback, vector});
  const Quality best = report("feedback + encoder, learned", *learned, collection);
  Retrievers varied;
  for (const double relevance : {0.5, 0.7, 0.9}) {
    varied.push_back(mmr_retriever(learned, index_->store, {.relevance = relevance}));
  }
  report("feedback + encoder, MMR", *index_->best_of(varied), collection);
  const auto sentences = rerank_retriever(learned, sentence_reranker(index_->embedder), {.candidates = 20});
  report("feedback + encoder, sentences", *sentences, collection);
  report("the same, fused", *index_->learned({feedback, vector, sentences}), collection);
  EXPECT_GE(best.ndcg10, 1.05 * words.ndcg10);
  EXPECT_GE(best.recall10, words.recall10);
}

}  // namespace
}  // namespace baton
