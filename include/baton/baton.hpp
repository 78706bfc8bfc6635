#pragma once

/// All that applications use, room by room. Each header can be included alone.

#include <baton/core/backoff.hpp>
#include <baton/core/codec.hpp>
#include <baton/core/completion.hpp>
#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/executor.hpp>
#include <baton/core/fields.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/json.hpp>
#include <baton/core/money.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/record.hpp>
#include <baton/core/result.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/schema.hpp>
#include <baton/core/schema_validator.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/span.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/task.hpp>
#include <baton/core/text.hpp>
#include <baton/core/when_all.hpp>
#include <baton/core/when_any.hpp>

#include <baton/token/huggingface.hpp>
#include <baton/token/tiktoken.hpp>
#include <baton/token/tokenizer.hpp>

#include <baton/message/accumulator.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/codec.hpp>
#include <baton/message/message.hpp>

#include <baton/http/client.hpp>
#include <baton/http/egress.hpp>
#include <baton/http/ndjson.hpp>
#include <baton/http/sse.hpp>

#include <baton/prompt/chat_prompt.hpp>
#include <baton/prompt/few_shot.hpp>
#include <baton/prompt/library.hpp>
#include <baton/prompt/prompt.hpp>
#include <baton/prompt/template.hpp>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/azure.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/gemini.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/http_reranker.hpp>
#include <baton/provider/jina.hpp>
#include <baton/provider/iam.hpp>
#include <baton/provider/mistral.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/model_list.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/openai.hpp>
#include <baton/provider/openai_responses.hpp>
#include <baton/provider/policy.hpp>
#include <baton/provider/prices.hpp>
#include <baton/provider/registry.hpp>
#include <baton/provider/reranker.hpp>
#include <baton/provider/static_embedder.hpp>
#include <baton/provider/testing.hpp>
#include <baton/provider/token_source.hpp>
#include <baton/provider/watsonx.hpp>

#include <baton/cache/cache_store.hpp>
#include <baton/cache/cached.hpp>
#include <baton/cache/memory_cache.hpp>
#include <baton/cache/sqlite_cache.hpp>

#include <baton/output/choice.hpp>
#include <baton/output/json.hpp>
#include <baton/output/list.hpp>
#include <baton/output/regex.hpp>
#include <baton/output/structured.hpp>
#include <baton/output/text.hpp>

#include <baton/chain/any_pipe.hpp>
#include <baton/chain/assign.hpp>
#include <baton/chain/batch.hpp>
#include <baton/chain/blocking.hpp>
#include <baton/chain/branch.hpp>
#include <baton/chain/compose.hpp>
#include <baton/chain/explain.hpp>
#include <baton/chain/fallback.hpp>
#include <baton/chain/map.hpp>
#include <baton/chain/named.hpp>
#include <baton/chain/parallel.hpp>
#include <baton/chain/pipe.hpp>
#include <baton/chain/repair.hpp>
#include <baton/chain/retry.hpp>
#include <baton/chain/timeout.hpp>

#include <baton/route/budget.hpp>
#include <baton/route/budget_book.hpp>
#include <baton/route/policy.hpp>
#include <baton/route/router.hpp>
#include <baton/route/shared_limits.hpp>

#include <baton/document/clean.hpp>
#include <baton/document/document.hpp>
#include <baton/document/document_source.hpp>
#include <baton/document/folder.hpp>
#include <baton/document/git_history.hpp>
#include <baton/document/language.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/overlap.hpp>
#include <baton/document/near_duplicates.hpp>
#include <baton/document/record_loader.hpp>
#include <baton/document/semantic_split.hpp>
#include <baton/document/sentence.hpp>
#include <baton/document/split_mode.hpp>
#include <baton/document/splitter.hpp>
#include <baton/document/web.hpp>

#include <baton/index/chroma_store.hpp>
#include <baton/index/filter.hpp>
#include <baton/index/id_set.hpp>
#include <baton/index/index_folder.hpp>
#include <baton/index/keywords.hpp>
#include <baton/index/qdrant_store.hpp>
#include <baton/index/store.hpp>
#include <baton/index/vector_index.hpp>
#include <baton/index/vector_store.hpp>

#include <baton/retrieval/answer.hpp>
#include <baton/retrieval/citation.hpp>
#include <baton/retrieval/feedback.hpp>
#include <baton/retrieval/graph.hpp>
#include <baton/retrieval/hybrid.hpp>
#include <baton/retrieval/learn.hpp>
#include <baton/retrieval/mmr.hpp>
#include <baton/retrieval/model_judges.hpp>
#include <baton/retrieval/recency.hpp>
#include <baton/retrieval/rerank.hpp>
#include <baton/retrieval/rewriting.hpp>
#include <baton/retrieval/routing.hpp>
#include <baton/retrieval/search.hpp>
#include <baton/retrieval/self_query.hpp>
#include <baton/retrieval/store_retrievers.hpp>
#include <baton/retrieval/surroundings.hpp>

#include <baton/sql/sql_answer.hpp>
#include <baton/sql/sql_database.hpp>

#include <baton/memory/buffer_memory.hpp>
#include <baton/memory/compact.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/entity_memory.hpp>
#include <baton/memory/fact.hpp>
#include <baton/memory/fact_memory.hpp>
#include <baton/memory/fact_store.hpp>
#include <baton/memory/memory.hpp>
#include <baton/memory/memory_file.hpp>
#include <baton/memory/memory_scope.hpp>
#include <baton/memory/message_tokens.hpp>
#include <baton/memory/stored_memory.hpp>
#include <baton/memory/summary_memory.hpp>

#include <baton/eval/dataset.hpp>
#include <baton/eval/evaluate.hpp>
#include <baton/eval/generate.hpp>
#include <baton/eval/judge.hpp>
#include <baton/eval/ranking.hpp>
#include <baton/eval/report.hpp>

#include <baton/observe/memory_tracer.hpp>
#include <baton/observe/spdlog_tracer.hpp>

#include <baton/replay/cassette.hpp>
