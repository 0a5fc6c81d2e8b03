// Picking and placing elements by position.
#include "shim.h"

#include <ATen/TensorIndexing.h>

using namespace nmt;

// One place of an index expression; INT64_MIN in start, stop or step is "not given".
struct IndexArgument {
  int64_t kind;  // 0 none, 1 ellipsis, 2 number, 3 Boolean, 4 slice, 5 tensor
  int64_t start;
  int64_t stop;
  int64_t step;
  Handle tensor;
};

namespace {

optional<int64_t> bound(int64_t value) {
  return value == INT64_MIN ? optional<int64_t>() : optional<int64_t>(value);
}

at::indexing::TensorIndex index_of(const IndexArgument& argument) {
  switch (argument.kind) {
    case 0:
      return at::indexing::None;
    case 1:
      return at::indexing::Ellipsis;
    case 2:
      return argument.start;
    case 3:
      return argument.start != 0;
    case 4: {
      optional<int64_t> start = bound(argument.start), stop = bound(argument.stop), step = bound(argument.step);
      return at::indexing::Slice(start, stop, step);
    }
    default:
      return *argument.tensor;
  }
}

std::vector<at::indexing::TensorIndex> index_list(IndexArgument const* arguments, int64_t count) {
  std::vector<at::indexing::TensorIndex> indices;
  indices.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    indices.push_back(index_of(arguments[i]));
  }
  return indices;
}

at::Tensor select_all(at::Tensor tensor, int64_t const* indices, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    tensor = tensor.select(0, indices[i]);
  }
  return tensor;
}

}  // namespace

NMT_API Handle nmt_select_all(Handle t, int64_t const* indices, int64_t count) {
  return produce([&] { return select_all(*t, indices, count); });
}

NMT_API int32_t nmt_select_all_set(Handle t, int64_t const* indices, int64_t count, Handle value) {
  return perform([&] { select_all(*t, indices, count).copy_(*value); });
}

NMT_API Handle nmt_index(Handle t, IndexArgument const* arguments, int64_t count) {
  return produce([&] { return t->index(index_list(arguments, count)); });
}

NMT_API int32_t nmt_index_set(Handle t, IndexArgument const* arguments, int64_t count, Handle value) {
  return perform([&] { t->index_put_(index_list(arguments, count), *value); });
}

NMT_API int32_t nmt_index_set_scalar(Handle t, IndexArgument const* arguments, int64_t count, ScalarArgument value) {
  return perform([&] { t->index_put_(index_list(arguments, count), scalar(value)); });
}

NMT_API int32_t nmt_index_put_(Handle t, Handle const* indices, int64_t count, Handle value, int32_t accumulate) {
  return perform([&] {
    c10::List<optional<at::Tensor>> list;
    for (int64_t i = 0; i < count; ++i) {
      list.push_back(optional_tensor(indices[i]));
    }
    t->index_put_(list, *value, accumulate != 0);
  });
}

NMT_API Handle nmt_select(Handle t, int64_t dim, int64_t index) {
  return produce([&] { return at::select(*t, dim, index); });
}

NMT_API Handle nmt_index_select(Handle t, int64_t dim, Handle index) {
  return produce([&] { return at::index_select(*t, dim, *index); });
}

NMT_API int32_t nmt_index_add_(Handle t, int64_t dim, Handle index, Handle source, ScalarArgument alpha) {
  return perform([&] { t->index_add_(dim, *index, *source, scalar(alpha)); });
}

NMT_API int32_t nmt_index_copy_(Handle t, int64_t dim, Handle index, Handle source) {
  return perform([&] { t->index_copy_(dim, *index, *source); });
}

NMT_API int32_t nmt_index_fill_(Handle t, int64_t dim, Handle index, ScalarArgument value) {
  return perform([&] { t->index_fill_(dim, *index, scalar(value)); });
}

NMT_API Handle nmt_masked_select(Handle t, Handle mask) {
  return produce([&] { return at::masked_select(*t, *mask); });
}

NMT_API Handle nmt_gather(Handle t, int64_t dim, Handle index, int32_t sparse_grad) {
  return produce([&] { return at::gather(*t, dim, *index, sparse_grad != 0); });
}

NMT_API Handle nmt_take_along_dim(Handle t, Handle index, int32_t has_dim, int64_t dim) {
  return produce([&] { return at::take_along_dim(*t, *index, optional_int(has_dim, dim)); });
}

NMT_API Handle nmt_scatter(Handle t, int64_t dim, Handle index, Handle source) {
  return produce([&] { return at::scatter(*t, dim, *index, *source); });
}

NMT_API int32_t nmt_scatter_(Handle t, int64_t dim, Handle index, Handle source) {
  return perform([&] { t->scatter_(dim, *index, *source); });
}

NMT_API Handle nmt_scatter_add(Handle t, int64_t dim, Handle index, Handle source) {
  return produce([&] { return at::scatter_add(*t, dim, *index, *source); });
}

NMT_API int32_t nmt_scatter_add_(Handle t, int64_t dim, Handle index, Handle source) {
  return perform([&] { t->scatter_add_(dim, *index, *source); });
}

NMT_API Handle nmt_nonzero(Handle t) {
  return produce([&] { return at::nonzero(*t); });
}

NMT_API int64_t nmt_nonzero_list(Handle t, Handle* out, int64_t capacity) {
  return produce_list(out, capacity, [&] { return at::where(*t); });
}
