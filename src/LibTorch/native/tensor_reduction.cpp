// Operations that sum up, rank or normalize along dimensions, and products of matrices.
#include "shim.h"

using namespace nmt;

namespace {

// Runs a pair-valued operation and hands both tensors over.
template <class Body>
int32_t produce_pair(Handle* first, Handle* second, Body body) {
  return perform([&] {
    auto pair = body();
    *first = give(std::get<0>(pair));
    *second = give(std::get<1>(pair));
  });
}

}  // namespace

NMT_API Handle nmt_sum(Handle t, int32_t dtype) {
  return produce([&] { return at::sum(*t, optional_dtype(dtype)); });
}

NMT_API Handle nmt_sum_dims(Handle t, int64_t const* dims, int64_t count, int32_t keepdim, int32_t dtype) {
  return produce([&] { return at::sum(*t, int_array(dims, count), keepdim != 0, optional_dtype(dtype)); });
}

NMT_API Handle nmt_mean(Handle t) {
  return produce([&] { return at::mean(*t); });
}

NMT_API Handle nmt_mean_dims(Handle t, int64_t const* dims, int64_t count, int32_t keepdim, int32_t dtype) {
  return produce([&] { return at::mean(*t, int_array(dims, count), keepdim != 0, optional_dtype(dtype)); });
}

NMT_API Handle nmt_std(Handle t, int32_t unbiased) {
  return produce([&] { return at::std(*t, unbiased != 0); });
}

NMT_API Handle nmt_std_dims(Handle t, int64_t const* dims, int64_t count, int32_t unbiased, int32_t keepdim) {
  return produce([&] { return at::std(*t, int_array(dims, count), unbiased != 0, keepdim != 0); });
}

NMT_API Handle nmt_var(Handle t, int32_t unbiased) {
  return produce([&] { return at::var(*t, unbiased != 0); });
}

NMT_API Handle nmt_var_dims(Handle t, int64_t const* dims, int64_t count, int32_t unbiased, int32_t keepdim) {
  return produce([&] { return at::var(*t, int_array(dims, count), unbiased != 0, keepdim != 0); });
}

NMT_API Handle nmt_prod(Handle t, int32_t dtype) {
  return produce([&] { return at::prod(*t, optional_dtype(dtype)); });
}

NMT_API Handle nmt_prod_dim(Handle t, int64_t dim, int32_t keepdim, int32_t dtype) {
  return produce([&] { return at::prod(*t, dim, keepdim != 0, optional_dtype(dtype)); });
}

NMT_API Handle nmt_norm(Handle t, double p) {
  return produce([&] { return at::norm(*t, p); });
}

NMT_API Handle nmt_norm_dim(Handle t, int64_t dim, int32_t keepdim, double p) {
  return produce([&] { return at::norm(*t, p, int_array(&dim, 1), keepdim != 0); });
}

NMT_API Handle nmt_max(Handle t) {
  return produce([&] { return at::max(*t); });
}

NMT_API Handle nmt_min(Handle t) {
  return produce([&] { return at::min(*t); });
}

NMT_API int32_t nmt_max_dim(Handle t, int64_t dim, int32_t keepdim, Handle* values, Handle* indices) {
  return produce_pair(values, indices, [&] { return at::max(*t, dim, keepdim != 0); });
}

NMT_API int32_t nmt_min_dim(Handle t, int64_t dim, int32_t keepdim, Handle* values, Handle* indices) {
  return produce_pair(values, indices, [&] { return at::min(*t, dim, keepdim != 0); });
}

NMT_API Handle nmt_amax(Handle t, int64_t const* dims, int64_t count, int32_t keepdim) {
  return produce([&] { return at::amax(*t, int_array(dims, count), keepdim != 0); });
}

NMT_API Handle nmt_amin(Handle t, int64_t const* dims, int64_t count, int32_t keepdim) {
  return produce([&] { return at::amin(*t, int_array(dims, count), keepdim != 0); });
}

NMT_API Handle nmt_argmax(Handle t, int32_t has_dim, int64_t dim, int32_t keepdim) {
  return produce([&] { return at::argmax(*t, optional_int(has_dim, dim), keepdim != 0); });
}

NMT_API Handle nmt_argmin(Handle t, int32_t has_dim, int64_t dim, int32_t keepdim) {
  return produce([&] { return at::argmin(*t, optional_int(has_dim, dim), keepdim != 0); });
}

NMT_API Handle nmt_argsort(Handle t, int64_t dim, int32_t descending) {
  return produce([&] { return at::argsort(*t, dim, descending != 0); });
}

NMT_API int32_t nmt_sort(Handle t, int64_t dim, int32_t descending, int32_t stable, Handle* values, Handle* indices) {
  return produce_pair(values, indices, [&] { return at::sort(*t, optional<bool>(stable != 0), dim, descending != 0); });
}

NMT_API int32_t nmt_topk(Handle t, int64_t k, int64_t dim, int32_t largest, int32_t sorted, Handle* values,
                         Handle* indices) {
  return produce_pair(values, indices, [&] { return at::topk(*t, k, dim, largest != 0, sorted != 0); });
}

NMT_API Handle nmt_cumsum(Handle t, int64_t dim, int32_t dtype) {
  return produce([&] { return at::cumsum(*t, dim, optional_dtype(dtype)); });
}

NMT_API Handle nmt_logsumexp(Handle t, int64_t dim, int32_t keepdim) {
  return produce([&] { return at::logsumexp(*t, int_array(&dim, 1), keepdim != 0); });
}

NMT_API Handle nmt_softmax(Handle t, int64_t dim, int32_t dtype) {
  return produce([&] { return at::softmax(*t, dim, optional_dtype(dtype)); });
}

NMT_API Handle nmt_log_softmax(Handle t, int64_t dim, int32_t dtype) {
  return produce([&] { return at::log_softmax(*t, dim, optional_dtype(dtype)); });
}

NMT_API Handle nmt_all(Handle t) {
  return produce([&] { return at::all(*t); });
}

NMT_API Handle nmt_all_dim(Handle t, int64_t dim, int32_t keepdim) {
  return produce([&] { return at::all(*t, dim, keepdim != 0); });
}

NMT_API Handle nmt_any(Handle t) {
  return produce([&] { return at::any(*t); });
}

NMT_API Handle nmt_any_dim(Handle t, int64_t dim, int32_t keepdim) {
  return produce([&] { return at::any(*t, dim, keepdim != 0); });
}

NMT_API Handle nmt_count_nonzero(Handle t, int64_t const* dims, int64_t count) {
  return produce([&] {
    return count == 0 ? at::count_nonzero(*t, optional<int64_t>()) : at::count_nonzero(*t, int_array(dims, count));
  });
}

NMT_API Handle nmt_multinomial(Handle t, int64_t samples, int32_t replacement, at::Generator* generator) {
  return produce([&] { return at::multinomial(*t, samples, replacement != 0, optional_generator(generator)); });
}

NMT_API Handle nmt_searchsorted(Handle sorted, Handle values, int32_t out_int32, int32_t right) {
  return produce([&] { return at::searchsorted(*sorted, *values, out_int32 != 0, right != 0); });
}

NMT_API Handle nmt_matmul(Handle a, Handle b) {
  return produce([&] { return at::matmul(*a, *b); });
}

NMT_API Handle nmt_mm(Handle a, Handle b) {
  return produce([&] { return at::mm(*a, *b); });
}

NMT_API Handle nmt_bmm(Handle a, Handle b) {
  return produce([&] { return at::bmm(*a, *b); });
}

NMT_API Handle nmt_mv(Handle a, Handle b) {
  return produce([&] { return at::mv(*a, *b); });
}

NMT_API Handle nmt_dot(Handle a, Handle b) {
  return produce([&] { return at::dot(*a, *b); });
}

NMT_API Handle nmt_outer(Handle a, Handle b) {
  return produce([&] { return at::outer(*a, *b); });
}

NMT_API Handle nmt_addmm(Handle t, Handle a, Handle b, double beta, double alpha) {
  return produce([&] { return at::addmm(*t, *a, *b, beta, alpha); });
}

NMT_API int32_t nmt_addmm_(Handle t, Handle a, Handle b, double beta, double alpha) {
  return perform([&] { t->addmm_(*a, *b, beta, alpha); });
}

NMT_API Handle nmt_baddbmm(Handle t, Handle a, Handle b, double beta, double alpha) {
  return produce([&] { return at::baddbmm(*t, *a, *b, beta, alpha); });
}

NMT_API Handle nmt_einsum(char const* equation, Handle const* tensors, int64_t count) {
  return produce([&] { return at::einsum(equation, tensor_list(tensors, count)); });
}
