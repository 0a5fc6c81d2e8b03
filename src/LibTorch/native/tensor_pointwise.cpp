// Operations that work element by element, with broadcasting.
#include "shim.h"

using namespace nmt;

// nmt_NAME(t) makes a tensor from one.
#define UNARY(NAME) \
  NMT_API Handle nmt_##NAME(Handle t) { \
    return produce([&] { return at::NAME(*t); }); \
  }

// nmt_NAME_(t) changes t.
#define UNARY_IN_PLACE(NAME) \
  NMT_API int32_t nmt_##NAME(Handle t) { \
    return perform([&] { t->NAME(); }); \
  }

// nmt_NAME(a, b) and nmt_NAME_scalar(a, number) make a tensor.
#define BINARY(NAME) \
  NMT_API Handle nmt_##NAME(Handle a, Handle b) { \
    return produce([&] { return at::NAME(*a, *b); }); \
  }

#define BINARY_SCALAR(NAME) \
  NMT_API Handle nmt_##NAME##_scalar(Handle a, ScalarArgument b) { \
    return produce([&] { return at::NAME(*a, scalar(b)); }); \
  }

// nmt_NAME_(a, b) and nmt_NAME_scalar_(a, number) change a.
#define BINARY_IN_PLACE(NAME) \
  NMT_API int32_t nmt_##NAME##_(Handle a, Handle b) { \
    return perform([&] { a->NAME##_(*b); }); \
  } \
  NMT_API int32_t nmt_##NAME##_scalar_(Handle a, ScalarArgument b) { \
    return perform([&] { a->NAME##_(scalar(b)); }); \
  }

UNARY(abs)
UNARY(neg)
UNARY(exp)
UNARY(log)
UNARY(log1p)
UNARY(sqrt)
UNARY(rsqrt)
UNARY(square)
UNARY(reciprocal)
UNARY(sin)
UNARY(cos)
UNARY(tanh)
UNARY(sigmoid)
UNARY(relu)
UNARY(gelu)
UNARY(floor)
UNARY(ceil)
UNARY(round)
UNARY(sign)
UNARY(isnan)
UNARY(isinf)
UNARY(isfinite)
UNARY(logical_not)
UNARY(bitwise_not)

UNARY_IN_PLACE(abs_)
UNARY_IN_PLACE(neg_)
UNARY_IN_PLACE(exp_)
UNARY_IN_PLACE(log_)
UNARY_IN_PLACE(sqrt_)
UNARY_IN_PLACE(square_)
UNARY_IN_PLACE(tanh_)
UNARY_IN_PLACE(sigmoid_)
UNARY_IN_PLACE(relu_)
UNARY_IN_PLACE(zero_)

NMT_API int32_t nmt_gelu_(Handle t) {
  return perform([&] { at::gelu_(*t); });
}

BINARY(mul)
BINARY(div)
BINARY(pow)
BINARY(remainder)
BINARY(maximum)
BINARY(minimum)
BINARY(logical_and)
BINARY(logical_or)
BINARY(logical_xor)
BINARY(bitwise_and)
BINARY(bitwise_or)
BINARY(bitwise_xor)
BINARY(eq)
BINARY(ne)
BINARY(lt)
BINARY(le)
BINARY(gt)
BINARY(ge)

BINARY_SCALAR(mul)
BINARY_SCALAR(div)
BINARY_SCALAR(pow)
BINARY_SCALAR(remainder)
BINARY_SCALAR(eq)
BINARY_SCALAR(ne)
BINARY_SCALAR(lt)
BINARY_SCALAR(le)
BINARY_SCALAR(gt)
BINARY_SCALAR(ge)

BINARY_IN_PLACE(mul)
BINARY_IN_PLACE(div)
BINARY_IN_PLACE(pow)

NMT_API Handle nmt_add(Handle a, Handle b, ScalarArgument alpha) {
  return produce([&] { return at::add(*a, *b, scalar(alpha)); });
}

NMT_API Handle nmt_add_scalar(Handle a, ScalarArgument b, ScalarArgument alpha) {
  return produce([&] { return at::add(*a, scalar(b), scalar(alpha)); });
}

NMT_API int32_t nmt_add_(Handle a, Handle b, ScalarArgument alpha) {
  return perform([&] { a->add_(*b, scalar(alpha)); });
}

NMT_API int32_t nmt_add_scalar_(Handle a, ScalarArgument b, ScalarArgument alpha) {
  return perform([&] { a->add_(scalar(b), scalar(alpha)); });
}

NMT_API Handle nmt_sub(Handle a, Handle b) {
  return produce([&] { return at::sub(*a, *b); });
}

NMT_API Handle nmt_sub_scalar(Handle a, ScalarArgument b) {
  return produce([&] { return at::sub(*a, scalar(b)); });
}

NMT_API int32_t nmt_sub_(Handle a, Handle b) {
  return perform([&] { a->sub_(*b); });
}

NMT_API int32_t nmt_sub_scalar_(Handle a, ScalarArgument b) {
  return perform([&] { a->sub_(scalar(b)); });
}

// number - tensor, number / tensor and number ** tensor.
NMT_API Handle nmt_rsub_scalar(Handle a, ScalarArgument b) {
  return produce([&] { return at::rsub(*a, scalar(b)); });
}

NMT_API Handle nmt_rdiv_scalar(Handle a, ScalarArgument b) {
  return produce([&] { return at::mul(at::reciprocal(*a), scalar(b)); });
}

// Division rounded towards zero (1) or down (2).
NMT_API Handle nmt_div_rounded(Handle a, Handle b, int32_t mode) {
  return produce([&] { return mode == 1 ? at::div(*a, *b, "trunc") : at::div(*a, *b, "floor"); });
}

NMT_API Handle nmt_div_rounded_scalar(Handle a, ScalarArgument b, int32_t mode) {
  return produce([&] { return mode == 1 ? at::div(*a, scalar(b), "trunc") : at::div(*a, scalar(b), "floor"); });
}

NMT_API int32_t nmt_div_rounded_(Handle a, Handle b, int32_t mode) {
  return perform([&] { mode == 1 ? a->div_(*b, "trunc") : a->div_(*b, "floor"); });
}

NMT_API int32_t nmt_div_rounded_scalar_(Handle a, ScalarArgument b, int32_t mode) {
  return perform([&] { mode == 1 ? a->div_(scalar(b), "trunc") : a->div_(scalar(b), "floor"); });
}

NMT_API Handle nmt_addcmul(Handle t, Handle a, Handle b, ScalarArgument value) {
  return produce([&] { return at::addcmul(*t, *a, *b, scalar(value)); });
}

NMT_API int32_t nmt_addcmul_(Handle t, Handle a, Handle b, ScalarArgument value) {
  return perform([&] { t->addcmul_(*a, *b, scalar(value)); });
}

NMT_API Handle nmt_addcdiv(Handle t, Handle a, Handle b, ScalarArgument value) {
  return produce([&] { return at::addcdiv(*t, *a, *b, scalar(value)); });
}

NMT_API int32_t nmt_addcdiv_(Handle t, Handle a, Handle b, ScalarArgument value) {
  return perform([&] { t->addcdiv_(*a, *b, scalar(value)); });
}

NMT_API Handle nmt_lerp(Handle t, Handle end, Handle weight) {
  return produce([&] { return at::lerp(*t, *end, *weight); });
}

NMT_API int32_t nmt_lerp_(Handle t, Handle end, Handle weight) {
  return perform([&] { t->lerp_(*end, *weight); });
}

NMT_API Handle nmt_clamp(Handle t, ScalarArgument minimum, ScalarArgument maximum) {
  return produce([&] { return at::clamp(*t, optional_scalar(minimum), optional_scalar(maximum)); });
}

NMT_API int32_t nmt_clamp_(Handle t, ScalarArgument minimum, ScalarArgument maximum) {
  return perform([&] { t->clamp_(optional_scalar(minimum), optional_scalar(maximum)); });
}

NMT_API Handle nmt_clamp_tensor(Handle t, Handle minimum, Handle maximum) {
  return produce([&] { return at::clamp(*t, optional_tensor(minimum), optional_tensor(maximum)); });
}

NMT_API int32_t nmt_clamp_tensor_(Handle t, Handle minimum, Handle maximum) {
  return perform([&] { t->clamp_(optional_tensor(minimum), optional_tensor(maximum)); });
}

NMT_API int32_t nmt_fill_(Handle t, ScalarArgument value) {
  return perform([&] { t->fill_(scalar(value)); });
}

NMT_API Handle nmt_masked_fill(Handle t, Handle mask, ScalarArgument value) {
  return produce([&] { return at::masked_fill(*t, *mask, scalar(value)); });
}

NMT_API int32_t nmt_masked_fill_(Handle t, Handle mask, ScalarArgument value) {
  return perform([&] { t->masked_fill_(*mask, scalar(value)); });
}

NMT_API Handle nmt_where(Handle condition, Handle x, Handle y) {
  return produce([&] { return at::where(*condition, *x, *y); });
}

NMT_API int32_t nmt_allclose(Handle a, Handle b, double rtol, double atol, int32_t equal_nan, int32_t* out) {
  return perform([&] { *out = at::allclose(*a, *b, rtol, atol, equal_nan != 0) ? 1 : 0; });
}

NMT_API int32_t nmt_equal(Handle a, Handle b, int32_t* out) {
  return perform([&] { *out = at::equal(*a, *b) ? 1 : 0; });
}

NMT_API int32_t nmt_normal_(Handle t, double mean, double std, at::Generator* generator) {
  return perform([&] { t->normal_(mean, std, optional_generator(generator)); });
}

NMT_API int32_t nmt_uniform_(Handle t, double from, double to, at::Generator* generator) {
  return perform([&] { t->uniform_(from, to, optional_generator(generator)); });
}

NMT_API int32_t nmt_bernoulli_(Handle t, double p, at::Generator* generator) {
  return perform([&] { t->bernoulli_(p, optional_generator(generator)); });
}

NMT_API int32_t nmt_bernoulli_tensor_(Handle t, Handle p, at::Generator* generator) {
  return perform([&] { t->bernoulli_(*p, optional_generator(generator)); });
}

NMT_API Handle nmt_bernoulli(Handle p, at::Generator* generator) {
  return produce([&] { return at::bernoulli(*p, optional_generator(generator)); });
}
