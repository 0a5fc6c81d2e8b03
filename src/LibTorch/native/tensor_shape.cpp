// Views and rearrangements.
#include "shim.h"

using namespace nmt;

NMT_API Handle nmt_view(Handle t, int64_t const* size, int64_t dims) {
  return produce([&] { return t->view(int_array(size, dims)); });
}

NMT_API Handle nmt_reshape(Handle t, int64_t const* size, int64_t dims) {
  return produce([&] { return at::reshape(*t, int_array(size, dims)); });
}

NMT_API Handle nmt_flatten(Handle t, int64_t start, int64_t end) {
  return produce([&] { return at::flatten(*t, start, end); });
}

NMT_API Handle nmt_unflatten(Handle t, int64_t dim, int64_t const* sizes, int64_t count) {
  return produce([&] {
    TORCH_CHECK(-t->dim() <= dim && dim < t->dim(), "dimension ", dim, " is out of range");
    std::vector<int64_t> shape = t->sizes().vec();
    auto place = shape.begin() + (dim < 0 ? dim + t->dim() : dim);
    shape.insert(shape.erase(place), sizes, sizes + count);
    return t->view(shape);
  });
}

NMT_API Handle nmt_squeeze(Handle t, int32_t has_dim, int64_t dim) {
  return produce([&] { return has_dim != 0 ? at::squeeze(*t, dim) : at::squeeze(*t); });
}

NMT_API Handle nmt_unsqueeze(Handle t, int64_t dim) {
  return produce([&] { return at::unsqueeze(*t, dim); });
}

NMT_API Handle nmt_t(Handle t) {
  return produce([&] { return at::t(*t); });
}

NMT_API Handle nmt_reverse_dims(Handle t) {
  return produce([&] { return t->numpy_T(); });
}

NMT_API Handle nmt_transpose(Handle t, int64_t dim0, int64_t dim1) {
  return produce([&] { return at::transpose(*t, dim0, dim1); });
}

NMT_API int32_t nmt_transpose_(Handle t, int64_t dim0, int64_t dim1) {
  return perform([&] { t->transpose_(dim0, dim1); });
}

NMT_API Handle nmt_permute(Handle t, int64_t const* order, int64_t count) {
  return produce([&] { return at::permute(*t, int_array(order, count)); });
}

NMT_API Handle nmt_expand(Handle t, int64_t const* size, int64_t dims, int32_t implicit) {
  return produce([&] { return t->expand(int_array(size, dims), implicit != 0); });
}

NMT_API Handle nmt_repeat(Handle t, int64_t const* times, int64_t count) {
  return produce([&] { return t->repeat(int_array(times, count)); });
}

NMT_API Handle nmt_repeat_interleave(Handle t, Handle repeats, int32_t has_dim, int64_t dim, int32_t has_size,
                                     int64_t size) {
  return produce([&] {
    return at::repeat_interleave(*t, *repeats, optional_int(has_dim, dim), optional_int(has_size, size));
  });
}

NMT_API Handle nmt_repeat_interleave_int(Handle t, int64_t repeats, int32_t has_dim, int64_t dim, int32_t has_size,
                                         int64_t size) {
  return produce([&] {
    return at::repeat_interleave(*t, repeats, optional_int(has_dim, dim), optional_int(has_size, size));
  });
}

NMT_API Handle nmt_as_strided(Handle t, int64_t const* size, int64_t dims, int64_t const* strides, int64_t offset) {
  return produce([&] {
    return at::as_strided(*t, int_array(size, dims), int_array(strides, dims), optional<int64_t>(offset));
  });
}

NMT_API Handle nmt_narrow(Handle t, int64_t dim, int64_t start, int64_t length) {
  return produce([&] { return at::narrow(*t, dim, start, length); });
}

NMT_API Handle nmt_slice(Handle t, int64_t dim, int64_t start, int64_t finish, int64_t step) {
  return produce([&] { return at::slice(*t, dim, optional<int64_t>(start), optional<int64_t>(finish), step); });
}

NMT_API Handle nmt_unfold(Handle t, int64_t dim, int64_t size, int64_t step) {
  return produce([&] { return t->unfold(dim, size, step); });
}

NMT_API Handle nmt_flip(Handle t, int64_t const* dims, int64_t count) {
  return produce([&] { return at::flip(*t, int_array(dims, count)); });
}

NMT_API Handle nmt_roll(Handle t, int64_t const* shifts, int64_t shift_count, int64_t const* dims, int64_t dim_count) {
  return produce([&] { return at::roll(*t, int_array(shifts, shift_count), int_array(dims, dim_count)); });
}

NMT_API Handle nmt_tril(Handle t, int64_t diagonal) {
  return produce([&] { return at::tril(*t, diagonal); });
}

NMT_API Handle nmt_triu(Handle t, int64_t diagonal) {
  return produce([&] { return at::triu(*t, diagonal); });
}

NMT_API int32_t nmt_tril_(Handle t, int64_t diagonal) {
  return perform([&] { t->tril_(diagonal); });
}

NMT_API int32_t nmt_triu_(Handle t, int64_t diagonal) {
  return perform([&] { t->triu_(diagonal); });
}

NMT_API Handle nmt_cat(Handle const* tensors, int64_t count, int64_t dim) {
  return produce([&] { return at::cat(tensor_list(tensors, count), dim); });
}

NMT_API Handle nmt_stack(Handle const* tensors, int64_t count, int64_t dim) {
  return produce([&] { return at::stack(tensor_list(tensors, count), dim); });
}

NMT_API int64_t nmt_unbind(Handle t, int64_t dim, Handle* out, int64_t capacity) {
  return produce_list(out, capacity, [&] { return at::unbind(*t, dim); });
}

NMT_API int64_t nmt_split(Handle t, int64_t size, int64_t dim, Handle* out, int64_t capacity) {
  return produce_list(out, capacity, [&] { return at::split(*t, size, dim); });
}

NMT_API int64_t nmt_split_with_sizes(Handle t, int64_t const* sizes, int64_t count, int64_t dim, Handle* out) {
  return produce_list(out, count, [&] { return at::split_with_sizes(*t, int_array(sizes, count), dim); });
}

NMT_API int64_t nmt_chunk(Handle t, int64_t chunks, int64_t dim, Handle* out, int64_t capacity) {
  return produce_list(out, capacity, [&] { return at::chunk(*t, chunks, dim); });
}
