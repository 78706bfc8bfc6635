#include "postgres/rows.hpp"

#include <charconv>
#include <new>

#include <libpq-fe.h>

#include <baton/core/error.hpp>

namespace baton::inline v0::postgres {
namespace {

/// See "PostgreSQL Error Codes", appendix A of PostgreSQL's documentation.
ErrorCode code_of_state(std::string_view state) {
  if (state.starts_with("40") || state.starts_with("55")) return ErrorCode::busy;  // serialisation, locks
  if (state.starts_with("53")) return ErrorCode::overloaded;
  if (state.starts_with("28") || state == "42501" || state == "25006") return ErrorCode::permission_denied;
  if (state.starts_with("08") || state.starts_with("57P")) return ErrorCode::connection_failed;
  if (state == "57014") return ErrorCode::deadline_exceeded;  // the server's own statement_timeout
  if (state == "42P01" || state == "3F000") return ErrorCode::not_found;
  if (state.starts_with("54")) return ErrorCode::limit_exceeded;
  if (state.starts_with("0A")) return ErrorCode::unsupported;
  if (state.starts_with("22")) return ErrorCode::invalid_argument;
  return ErrorCode::internal;
}

std::string_view field_of(const pg_result* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

template <class T>
T parsed(std::string_view digits) {
  T value{};
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

void Rows::Clear::operator()(pg_result* result) const noexcept { PQclear(result); }

void Rows::check() const {
  const ExecStatusType status = PQresultStatus(result_.get());
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE) return;
  const std::string_view state = field_of(result_.get(), PG_DIAG_SQLSTATE);
  const ErrorCode code = code_of_state(state);
  // The primary message is one line without values of rows; the details may hold some.
  std::string said(field_of(result_.get(), PG_DIAG_MESSAGE_PRIMARY));
  throw Error(code, "Postgres refused with " + std::string(state) + " (" + std::move(said) +
                        "): check its version and the rights of its user")
      .with_provider("postgres")
      .with_retry(code == ErrorCode::busy || code == ErrorCode::overloaded || code == ErrorCode::connection_failed);
}

std::size_t Rows::size() const noexcept { return static_cast<std::size_t>(PQntuples(result_.get())); }

bool Rows::is_null(std::size_t row, int column) const {
  return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}

std::string_view Rows::text(std::size_t row, int column) const {
  const int at = static_cast<int>(row);
  return {PQgetvalue(result_.get(), at, column), static_cast<std::size_t>(PQgetlength(result_.get(), at, column))};
}

int Rows::columns() const noexcept { return PQnfields(result_.get()); }

std::string_view Rows::name(int column) const {
  const char* const name = PQfname(result_.get(), column);
  return name == nullptr ? std::string_view() : std::string_view(name);
}

unsigned Rows::type(int column) const { return PQftype(result_.get(), column); }

std::int64_t Rows::integer(std::size_t row, int column) const { return parsed<std::int64_t>(text(row, column)); }
double Rows::number(std::size_t row, int column) const { return parsed<double>(text(row, column)); }

std::string Rows::bytes(std::size_t row, int column) const {
  std::size_t size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> plain(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(text(row, column).data()), &size), PQfreemem);
  if (!plain) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(plain.get()), size};
}

}  // namespace baton::inline v0::postgres
