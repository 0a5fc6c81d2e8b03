// What a tensor is, where its elements lie, and how it moves between devices and element types.
#include "shim.h"

#include <cstring>

using namespace nmt;

NMT_API void nmt_tensor_free(Handle tensor) {
  delete tensor;
}

NMT_API int64_t nmt_dim(Handle tensor) {
  return tensor->defined() ? tensor->dim() : 0;
}

NMT_API void nmt_sizes(Handle tensor, int64_t* out) {
  at::IntArrayRef sizes = tensor->sizes();
  std::copy(sizes.begin(), sizes.end(), out);
}

NMT_API int32_t nmt_strides(Handle tensor, int64_t* out) {
  return perform([&] {
    at::IntArrayRef strides = tensor->strides();
    std::copy(strides.begin(), strides.end(), out);
  });
}

NMT_API int32_t nmt_size_at(Handle tensor, int64_t dim, int64_t* out) {
  return perform([&] { *out = tensor->size(dim); });
}

NMT_API int32_t nmt_stride_at(Handle tensor, int64_t dim, int64_t* out) {
  return perform([&] { *out = tensor->stride(dim); });
}

NMT_API int64_t nmt_numel(Handle tensor) {
  return tensor->defined() ? tensor->numel() : 0;
}

NMT_API int64_t nmt_itemsize(Handle tensor) {
  return static_cast<int64_t>(tensor->itemsize());
}

NMT_API int32_t nmt_dtype(Handle tensor) {
  return static_cast<int32_t>(tensor->scalar_type());
}

NMT_API int32_t nmt_device_type(Handle tensor) {
  return static_cast<int32_t>(tensor->device().type());
}

NMT_API int32_t nmt_device_index(Handle tensor) {
  return tensor->device().index();
}

NMT_API int32_t nmt_is_contiguous(Handle tensor) {
  return tensor->layout() == at::kStrided && tensor->is_contiguous() ? 1 : 0;
}

NMT_API int32_t nmt_is_leaf(Handle tensor) {
  return tensor->is_leaf() ? 1 : 0;
}

NMT_API int32_t nmt_requires_grad(Handle tensor) {
  return tensor->requires_grad() ? 1 : 0;
}

NMT_API int32_t nmt_set_requires_grad(Handle tensor, int32_t value) {
  return perform([&] {
    TORCH_CHECK(value != 0 || tensor->is_leaf(), "only the setting of a leaf can be changed; use detach()");
    tensor->set_requires_grad(value != 0);
  });
}

NMT_API int32_t nmt_retain_grad(Handle tensor) {
  return perform([&] { tensor->retain_grad(); });
}

// Null also where there is no gradient yet.
NMT_API Handle nmt_grad(Handle tensor) {
  const at::Tensor& gradient = tensor->is_leaf() || tensor->retains_grad() ? tensor->grad() : tensor->mutable_grad();
  return gradient.defined() ? new at::Tensor(gradient) : nullptr;
}

NMT_API int32_t nmt_set_grad(Handle tensor, Handle gradient) {
  return perform([&] {
    if (gradient != nullptr) {
      TORCH_CHECK(gradient->sizes() == tensor->sizes(), "a gradient of shape ", gradient->sizes(),
                  " does not fit a tensor of shape ", tensor->sizes());
    }
    tensor->mutable_grad() = tensor_or_undefined(gradient);
  });
}

NMT_API int32_t nmt_data_pointer(Handle tensor, void** out) {
  return perform([&] {
    TORCH_CHECK(tensor->device().is_cpu(), "the elements lie on ", tensor->device(), ", not in the memory of the CPU");
    *out = tensor->data_ptr();
  });
}

// The only element, as a number.
NMT_API int32_t nmt_item(Handle tensor, ScalarArgument* out) {
  return perform([&] {
    at::Scalar value = tensor->item();
    if (value.isBoolean()) {
      *out = {3, value.toBool() ? 1 : 0};
    } else if (value.isIntegral(false)) {
      *out = {1, value.toLong()};
    } else {
      double number = value.toDouble();
      out->kind = 2;
      std::memcpy(&out->bits, &number, sizeof number);
    }
  });
}

NMT_API Handle nmt_to(Handle tensor, int32_t dtype, int32_t device_type, int32_t device_index, int32_t copy,
                      int32_t non_blocking) {
  return produce([&] {
    at::TensorOptions target = tensor->options();
    if (dtype >= 0) {
      target = target.dtype(static_cast<at::ScalarType>(dtype));
    }
    if (device_type >= 0) {
      target = target.device(
          at::Device(static_cast<at::DeviceType>(device_type), static_cast<at::DeviceIndex>(device_index)));
    }
    return tensor->to(target.requires_grad(false), non_blocking != 0, copy != 0);
  });
}

NMT_API Handle nmt_clone(Handle tensor) {
  return produce([&] { return tensor->clone(); });
}

NMT_API int32_t nmt_copy_(Handle tensor, Handle source, int32_t non_blocking) {
  return perform([&] { tensor->copy_(*source, non_blocking != 0); });
}

NMT_API Handle nmt_contiguous(Handle tensor) {
  return produce([&] { return tensor->contiguous(); });
}

NMT_API Handle nmt_detach(Handle tensor) {
  return produce([&] { return tensor->detach(); });
}

NMT_API int32_t nmt_detach_(Handle tensor) {
  return perform([&] { tensor->detach_(); });
}

// A second handle of the same tensor, not a view of it.
NMT_API Handle nmt_alias(Handle tensor) {
  return produce([&] { return *tensor; });
}

NMT_API int32_t nmt_set_(Handle tensor, Handle source) {
  return perform([&] { tensor->set_(*source); });
}

NMT_API Handle nmt_pin_memory(Handle tensor) {
  return produce([&] { return tensor->pin_memory(); });
}

NMT_API int32_t nmt_is_pinned(Handle tensor, int32_t* out) {
  return perform([&] { *out = tensor->is_pinned() ? 1 : 0; });
}
