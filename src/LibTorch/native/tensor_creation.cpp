// Tensors from sizes, numbers, random sources and memory of the caller.
#include "shim.h"

#include <cstring>

using namespace nmt;

namespace {

at::Tensor with_grad(at::Tensor tensor, OptionsArgument argument) {
  if (argument.requires_grad != 0) {
    tensor.set_requires_grad(true);
  }
  return tensor;
}

}  // namespace

NMT_API Handle nmt_empty(int64_t const* size, int64_t dims, OptionsArgument o) {
  return produce([&] { return with_grad(at::empty(int_array(size, dims), options(o)), o); });
}

NMT_API Handle nmt_zeros(int64_t const* size, int64_t dims, OptionsArgument o) {
  return produce([&] { return with_grad(at::zeros(int_array(size, dims), options(o)), o); });
}

NMT_API Handle nmt_ones(int64_t const* size, int64_t dims, OptionsArgument o) {
  return produce([&] { return with_grad(at::ones(int_array(size, dims), options(o)), o); });
}

NMT_API Handle nmt_full(int64_t const* size, int64_t dims, ScalarArgument value, OptionsArgument o) {
  return produce([&] { return with_grad(at::full(int_array(size, dims), scalar(value), options(o)), o); });
}

NMT_API Handle nmt_rand(int64_t const* size, int64_t dims, at::Generator* generator, OptionsArgument o) {
  return produce([&] { return with_grad(at::rand(int_array(size, dims), optional_generator(generator), options(o)), o); });
}

NMT_API Handle nmt_randn(int64_t const* size, int64_t dims, at::Generator* generator, OptionsArgument o) {
  return produce([&] { return with_grad(at::randn(int_array(size, dims), optional_generator(generator), options(o)), o); });
}

NMT_API Handle nmt_randint(int64_t low, int64_t high, int64_t const* size, int64_t dims, at::Generator* generator,
                           OptionsArgument o) {
  return produce([&] {
    return with_grad(at::randint(low, high, int_array(size, dims), optional_generator(generator), options(o)), o);
  });
}

NMT_API Handle nmt_randperm(int64_t n, at::Generator* generator, OptionsArgument o) {
  return produce([&] { return with_grad(at::randperm(n, optional_generator(generator), options(o)), o); });
}

NMT_API Handle nmt_arange(ScalarArgument start, ScalarArgument stop, ScalarArgument step, OptionsArgument o) {
  return produce([&] { return with_grad(at::arange(scalar(start), scalar(stop), scalar(step), options(o)), o); });
}

NMT_API Handle nmt_linspace(double start, double end, int64_t steps, OptionsArgument o) {
  return produce([&] { return with_grad(at::linspace(start, end, steps, options(o)), o); });
}

// Like `input`, except where `o` says otherwise; an absent value leaves the memory as it comes.
NMT_API Handle nmt_like(Handle input, ScalarArgument value, OptionsArgument o) {
  return produce([&] {
    at::Tensor made = at::empty_like(*input, options(o));
    if (value.kind != 0) {
      made.fill_(scalar(value));
    }
    return with_grad(made, o);
  });
}

// A CPU tensor with a copy of the caller's elements, row by row.
NMT_API Handle nmt_from_memory(void const* data, int64_t bytes, int64_t const* size, int64_t dims, int32_t dtype) {
  return produce([&] {
    at::Tensor made = at::empty(int_array(size, dims), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
    TORCH_CHECK(static_cast<int64_t>(made.nbytes()) == bytes, "an array of ", bytes / static_cast<int64_t>(made.itemsize()),
                " elements does not fill the shape ", made.sizes());
    if (bytes > 0) {
      std::memcpy(made.data_ptr(), data, static_cast<size_t>(bytes));
    }
    return made;
  });
}
