#include <baton/chain/any_pipe.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

AnyPipe::AnyPipe(Pipe<Json, Json> pipe, Json input_schema, Json output_schema)
    : pipe_(std::move(pipe)),
      schemas_(std::make_shared<const Schemas>(Schemas{std::move(input_schema), std::move(output_schema)})) {}

Json AnyPipe::invoke(Json in, const Context& context) const {
  return pipe_.invoke(std::move(in), context);
}

Task<Json> AnyPipe::ainvoke(Json in, Context context) const {
  return pipe_.ainvoke(std::move(in), std::move(context));
}

AnyPipe AnyPipe::then(const AnyPipe& next) const {
  if (!(output_schema() == next.input_schema())) {
    throw Error(ErrorCode::schema_mismatch,
                "the pipes do not fit: the first gives " + output_schema().dump() +
                    ", the second takes " + next.input_schema().dump());
  }
  return AnyPipe(Pipe<Json, Json>(pipe_ | next.pipe_), input_schema(), next.output_schema());
}

}  // namespace baton::inline v0
