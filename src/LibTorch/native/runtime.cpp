// Errors, threads, grad mode, random numbers and devices.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <cstring>
#include <string>

#include "managed_error.h"

namespace {

thread_local std::string last_error;
thread_local int64_t last_managed_exception = 0;

// The first line says what is wrong; the rest of a libtorch message is a C++ stack.
void remember(const char* message) {
  const char* end = std::strchr(message, '\n');
  last_error = end == nullptr ? std::string(message) : std::string(message, end);
}

}  // namespace

namespace nmt {

void remember_current_exception() noexcept {
  last_managed_exception = 0;
  try {
    throw;
  } catch (const ManagedError& error) {
    last_managed_exception = error.exception_id;
    remember(error.what());
  } catch (const c10::Error& error) {
    remember(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember(error.what());
  } catch (...) {
    last_error = "an exception of unknown type in libtorch";
  }
}

at::Scalar scalar(ScalarArgument argument) {
  switch (argument.kind) {
    case 1:
      return at::Scalar(argument.bits);
    case 2: {
      double value;
      std::memcpy(&value, &argument.bits, sizeof value);
      return at::Scalar(value);
    }
    case 3:
      return at::Scalar(argument.bits != 0);
    default:
      TORCH_CHECK(false, "a number is missing");
  }
}

optional<at::Scalar> optional_scalar(ScalarArgument argument) {
  return argument.kind == 0 ? optional<at::Scalar>() : optional<at::Scalar>(scalar(argument));
}

at::TensorOptions options(OptionsArgument argument) {
  at::TensorOptions result;
  if (argument.dtype >= 0) {
    result = result.dtype(static_cast<at::ScalarType>(argument.dtype));
  }
  if (argument.device_type >= 0) {
    result = result.device(at::Device(static_cast<at::DeviceType>(argument.device_type),
                                      static_cast<at::DeviceIndex>(argument.device_index)));
  }
  return result;
}

optional<at::Generator> optional_generator(at::Generator* generator) {
  return generator == nullptr ? optional<at::Generator>() : optional<at::Generator>(*generator);
}

}  // namespace nmt

NMT_API const char* nmt_last_error() {
  return last_error.c_str();
}

NMT_API int64_t nmt_last_managed_exception() {
  return last_managed_exception;
}

NMT_API const char* nmt_version() {
  return TORCH_VERSION;
}

NMT_API int32_t nmt_get_num_threads() {
  return at::get_num_threads();
}

NMT_API int32_t nmt_set_num_threads(int32_t count) {
  return nmt::perform([&] { at::set_num_threads(count); });
}

NMT_API int32_t nmt_get_num_interop_threads() {
  return at::get_num_interop_threads();
}

NMT_API int32_t nmt_set_num_interop_threads(int32_t count) {
  return nmt::perform([&] { at::set_num_interop_threads(count); });
}

NMT_API int32_t nmt_grad_mode_get() {
  return at::GradMode::is_enabled() ? 1 : 0;
}

NMT_API void nmt_grad_mode_set(int32_t enabled) {
  at::GradMode::set_enabled(enabled != 0);
}

NMT_API c10::InferenceMode* nmt_inference_mode_enter(int32_t enabled) {
  return new c10::InferenceMode(enabled != 0);
}

NMT_API void nmt_inference_mode_leave(c10::InferenceMode* mode) {
  delete mode;
}

NMT_API int32_t nmt_inference_mode_get() {
  return c10::InferenceMode::is_enabled() ? 1 : 0;
}

NMT_API int32_t nmt_set_default_dtype(int32_t dtype) {
  return nmt::perform([&] { at::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype))); });
}

NMT_API int32_t nmt_get_default_dtype() {
  return static_cast<int32_t>(at::get_default_dtype_as_scalartype());
}

NMT_API int32_t nmt_manual_seed(int64_t seed) {
  return nmt::perform([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

NMT_API at::Generator* nmt_generator_default() {
  return new at::Generator(at::globalContext().defaultGenerator(at::kCPU));
}

NMT_API at::Generator* nmt_generator_new(uint64_t seed, int32_t device_type, int32_t device_index) {
  try {
    at::Device device(static_cast<at::DeviceType>(device_type), static_cast<at::DeviceIndex>(device_index));
    at::Generator made = device.is_cpu() ? at::make_generator<at::CPUGeneratorImpl>(seed)
                                         : at::globalContext().defaultGenerator(device).clone();
    made.set_current_seed(seed);
    return new at::Generator(std::move(made));
  } catch (...) {
    nmt::remember_current_exception();
    return nullptr;
  }
}

NMT_API void nmt_generator_free(at::Generator* generator) {
  delete generator;
}

NMT_API Handle nmt_generator_get_state(at::Generator* generator) {
  return nmt::produce([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    return generator->get_state();
  });
}

NMT_API int32_t nmt_generator_set_state(at::Generator* generator, Handle state) {
  return nmt::perform([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(*state);
  });
}

NMT_API int32_t nmt_generator_manual_seed(at::Generator* generator, int64_t seed) {
  return nmt::perform([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(static_cast<uint64_t>(seed));
  });
}

NMT_API int32_t nmt_generator_seed(at::Generator* generator, int64_t* seed) {
  return nmt::perform([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *seed = static_cast<int64_t>(generator->seed());
  });
}

NMT_API int64_t nmt_generator_initial_seed(at::Generator* generator) {
  return static_cast<int64_t>(generator->current_seed());
}

NMT_API int32_t nmt_generator_device(at::Generator* generator, int32_t* type, int32_t* index) {
  return nmt::perform([&] {
    *type = static_cast<int32_t>(generator->device().type());
    *index = generator->device().index();
  });
}

NMT_API int32_t nmt_cuda_is_available(int32_t* result) {
  return nmt::perform([&] { *result = torch::cuda::is_available() ? 1 : 0; });
}

NMT_API int32_t nmt_cudnn_is_available(int32_t* result) {
  return nmt::perform([&] { *result = torch::cuda::cudnn_is_available() ? 1 : 0; });
}

NMT_API int32_t nmt_cuda_device_count(int32_t* result) {
  return nmt::perform([&] { *result = static_cast<int32_t>(torch::cuda::device_count()); });
}

NMT_API int32_t nmt_cuda_manual_seed(int64_t seed, int32_t all) {
  return nmt::perform([&] {
    all != 0 ? torch::cuda::manual_seed_all(static_cast<uint64_t>(seed))
             : torch::cuda::manual_seed(static_cast<uint64_t>(seed));
  });
}

NMT_API int32_t nmt_cuda_synchronize(int64_t index) {
  return nmt::perform([&] { torch::cuda::synchronize(index); });
}

NMT_API int32_t nmt_get_allow_tf32(int32_t cudnn, int32_t* allowed) {
  return nmt::perform([&] {
    at::Context& context = at::globalContext();
    *allowed = (cudnn != 0 ? context.allowTF32CuDNN() : context.allowTF32CuBLAS()) ? 1 : 0;
  });
}

NMT_API int32_t nmt_set_allow_tf32(int32_t cudnn, int32_t allow) {
  return nmt::perform([&] {
    at::Context& context = at::globalContext();
    cudnn != 0 ? context.setAllowTF32CuDNN(allow != 0) : context.setAllowTF32CuBLAS(allow != 0);
  });
}
