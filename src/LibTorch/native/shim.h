// The contract between the C# side (LibraryImport "nmttorch") and libtorch.
//
//  - A tensor travels as a Handle: an at::Tensor made by `new`, owned by one C# Tensor and freed by nmt_tensor_free.
//  - An entry point that makes a tensor returns its Handle, or null after an error.
//  - An entry point that changes or asks something returns 0, or 1 after an error; results leave through out-parameters.
//  - An entry point that makes several tensors of unknown number fills an array and returns their number, or -1.
//  - After an error nmt_last_error() holds the message of this thread. No C++ exception crosses the border: every body
//    runs inside produce(), perform() or produce_list().
//  - Arrays come as pointer and length. A null Handle stands for an absent optional tensor.
//
// Only ATen and torch C++ interfaces are used that libtorch 1.13 and 2.x share, so no version is asked for anywhere.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <utility>
#include <vector>

#define NMT_API extern "C" __attribute__((visibility("default")))

using Handle = at::Tensor*;

// A number of C#: kind 0 is absent, 1 an integer, 2 floating (the bits of a double), 3 a Boolean.
struct ScalarArgument {
  int64_t kind;
  int64_t bits;
};

// What a factory function makes: element type (-1: the default) and device (device type -1: the CPU).
struct OptionsArgument {
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t requires_grad;
};

namespace nmt {

// The library's optional template, which is c10::optional in 1.13 and std::optional later.
template <class Sample>
struct rebind_optional;
template <template <class> class Optional, class Value>
struct rebind_optional<Optional<Value>> {
  template <class Other>
  using to = Optional<Other>;
};
template <class Value>
using optional = typename rebind_optional<decltype(at::TensorOptions().dtype_opt())>::template to<Value>;

// Stores the exception in flight as this thread's last error. Call it inside a catch block only.
void remember_current_exception() noexcept;

template <class Body>
Handle produce(Body body) noexcept {
  try {
    at::Tensor made = body();
    TORCH_CHECK(made.defined(), "the operation made no tensor");
    return new at::Tensor(std::move(made));
  } catch (...) {
    remember_current_exception();
    return nullptr;
  }
}

template <class Body>
int32_t perform(Body body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    remember_current_exception();
    return 1;
  }
}

// Hands a list of tensors over: fills `out` and returns their number; too many for `capacity` is an error.
template <class Body>
int64_t produce_list(Handle* out, int64_t capacity, Body body) noexcept {
  try {
    std::vector<at::Tensor> made = body();
    TORCH_CHECK(static_cast<int64_t>(made.size()) <= capacity, "made ", made.size(), " tensors where at most ", capacity,
                " were expected");
    for (size_t i = 0; i < made.size(); ++i) {
      out[i] = new at::Tensor(std::move(made[i]));
    }
    return static_cast<int64_t>(made.size());
  } catch (...) {
    remember_current_exception();
    return -1;
  }
}

inline Handle give(at::Tensor tensor) {
  return new at::Tensor(std::move(tensor));
}

// An absent tensor becomes an undefined one.
inline at::Tensor tensor_or_undefined(Handle handle) {
  return handle == nullptr ? at::Tensor() : *handle;
}

inline optional<at::Tensor> optional_tensor(Handle handle) {
  return handle == nullptr ? optional<at::Tensor>() : optional<at::Tensor>(*handle);
}

inline std::vector<at::Tensor> tensor_list(Handle const* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    tensors.push_back(tensor_or_undefined(handles[i]));
  }
  return tensors;
}

inline at::IntArrayRef int_array(int64_t const* values, int64_t count) {
  return at::IntArrayRef(values, static_cast<size_t>(count));
}

// -1 is "not given".
inline optional<at::ScalarType> optional_dtype(int32_t dtype) {
  return dtype < 0 ? optional<at::ScalarType>() : optional<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline optional<int64_t> optional_int(int32_t present, int64_t value) {
  return present == 0 ? optional<int64_t>() : optional<int64_t>(value);
}

at::Scalar scalar(ScalarArgument argument);
optional<at::Scalar> optional_scalar(ScalarArgument argument);
at::TensorOptions options(OptionsArgument argument);
optional<at::Generator> optional_generator(at::Generator* generator);

}  // namespace nmt
