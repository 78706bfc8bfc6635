#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/index/vector_store.hpp>

#include "index/postgres/record_text.hpp"
#include "postgres/connection.hpp"

namespace baton::inline v0 {

/// A table of records and the statements on it. Blocks; each call belongs into a transaction.
class RecordTable {
 public:
  /// `name` is one that needs no quotes; `languages` are those of the texts.
  RecordTable(std::string name, VectorKind kind, bool graph, std::vector<std::string> languages)
      : name_(std::move(name)), kind_(kind), graph_(graph), languages_(std::move(languages)) {}

  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }

  void create(postgres::Connection& connection, std::size_t dimensions, const Context& context) const;
  /// Makes the graph where it is missing. Throws `unsupported` where there can be none.
  void create_graph(postgres::Connection& connection, std::size_t dimensions, const Context& context) const;
  void drop(postgres::Connection& connection, const Context& context) const;
  /// Lets others write too, but not drop the table, for the rest of the transaction.
  void hold(postgres::Connection& connection, const Context& context) const;

  void put(postgres::Connection& connection, const StoreNamespace& space, std::span<const VectorRecord> records,
           const Context& context) const;
  void remove(postgres::Connection& connection, const StoreNamespace& space, const RecordSelection& selection,
              const Context& context) const;
  /// In no order.
  [[nodiscard]] std::vector<VectorRecord> get(postgres::Connection& connection, const StoreNamespace& space,
                                              const std::vector<std::string>& ids, const Context& context) const;
  [[nodiscard]] RecordPage list(postgres::Connection& connection, const StoreNamespace& space, const PageRequest& request,
                                const Context& context) const;
  /// The vector must have a direction.
  [[nodiscard]] std::vector<FoundRecord> nearest(postgres::Connection& connection, const StoreNamespace& space,
                                                 const VectorQuery& query, const Context& context) const;
  [[nodiscard]] std::vector<FoundRecord> worded(postgres::Connection& connection, const StoreNamespace& space,
                                                const VectorQuery& query, const Context& context) const;

 private:
  std::string name_;
  VectorKind kind_;
  bool graph_;
  std::vector<std::string> languages_;
};

}  // namespace baton::inline v0
