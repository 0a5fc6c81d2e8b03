// Layers, losses and what else torch.nn.functional needs, each on one ATen operator where there is one.
#include "shim.h"

#include <ATen/ATen.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

// The names that at::pad takes, in the order of TorchSharp's PaddingModes.
const char* padding_mode(int64_t mode) {
  static const char* const names[] = {"constant", "reflect", "replicate", "circular", "constant"};
  TORCH_CHECK(mode >= 0 && mode < 5, "unknown padding mode ", mode);
  return names[mode];
}

}  // namespace

NMT_API Handle nmt_nn_linear(Handle input, Handle weight, Handle bias) {
  return nmt::produce([&] { return at::linear(*input, *weight, nmt::optional_tensor(bias)); });
}

NMT_API Handle nmt_nn_embedding(Handle weight, Handle indices, int64_t padding_idx,
                                     int scale_grad_by_freq, int32_t sparse) {
  return nmt::produce([&] {
    TORCH_CHECK(indices->scalar_type() == at::kLong || indices->scalar_type() == at::kInt,
                "indices must be Int32 or Int64, not ", indices->scalar_type());
    return at::embedding(*weight, *indices, padding_idx, scale_grad_by_freq != 0, sparse != 0);
  });
}

NMT_API Handle nmt_nn_dropout(Handle input, double p, int32_t train) {
  return nmt::produce([&] { return at::dropout(*input, p, train != 0); });
}

NMT_API int32_t nmt_nn_dropout_(Handle input, double p, int32_t train) {
  return nmt::perform([&] { at::dropout_(*input, p, train != 0); });
}

NMT_API Handle nmt_nn_layer_norm(Handle input, const int64_t* normalized_shape, int64_t dimensions,
                                      Handle weight, Handle bias, double eps) {
  return nmt::produce([&] {
    return at::layer_norm(*input, at::IntArrayRef(normalized_shape, dimensions), nmt::optional_tensor(weight),
                          nmt::optional_tensor(bias), eps);
  });
}

NMT_API Handle nmt_nn_cross_entropy(Handle input, Handle target, Handle weight,
                                         int64_t reduction, int64_t ignore_index, double label_smoothing) {
  return nmt::produce([&] {
    return at::cross_entropy_loss(*input, *target, nmt::optional_tensor(weight), reduction, ignore_index, label_smoothing);
  });
}

NMT_API Handle nmt_nn_nll_loss(Handle input, Handle target, Handle weight,
                                    int64_t reduction, int64_t ignore_index) {
  return nmt::produce(
      [&] { return at::nll_loss_nd(*input, *target, nmt::optional_tensor(weight), reduction, ignore_index); });
}

NMT_API Handle nmt_nn_kl_div(Handle input, Handle target, int64_t reduction,
                                  int32_t log_target) {
  return nmt::produce([&] { return at::kl_div(*input, *target, reduction, log_target != 0); });
}

NMT_API Handle nmt_nn_binary_cross_entropy_with_logits(Handle input, Handle target,
                                                            Handle weight, Handle pos_weight,
                                                            int64_t reduction) {
  return nmt::produce([&] {
    return at::binary_cross_entropy_with_logits(*input, *target, nmt::optional_tensor(weight), nmt::optional_tensor(pos_weight),
                                                reduction);
  });
}

NMT_API Handle nmt_nn_one_hot(Handle indices, int64_t classes) {
  return nmt::produce([&] { return at::one_hot(*indices, classes); });
}

NMT_API Handle nmt_nn_pad(Handle input, const int64_t* padding, int64_t length, int64_t mode,
                               double value) {
  return nmt::produce([&] {
    const std::string name = padding_mode(mode);
    // Only the constant mode takes a value.
    return name == "constant" ? at::constant_pad_nd(*input, at::IntArrayRef(padding, length), value)
                              : at::pad(*input, at::IntArrayRef(padding, length), name);
  });
}

NMT_API Handle nmt_nn_silu(Handle input) {
  return nmt::produce([&] { return at::silu(*input); });
}

NMT_API int32_t nmt_nn_silu_(Handle input) {
  return nmt::perform([&] { at::silu_(*input); });
}

// Fills a matrix (further dimensions are taken together) with an orthogonal one: QR of a normal matrix, its signs made
// unique, as Saxe et al. 2014 want it.
NMT_API int32_t nmt_nn_orthogonal_(Handle tensor, double gain) {
  return nmt::perform([&] {
    TORCH_CHECK(tensor->dim() >= 2, "a tensor of 2 or more dimensions is needed, not ", tensor->dim());
    const at::NoGradGuard no_grad;
    const int64_t rows = tensor->size(0);
    const int64_t columns = tensor->numel() / rows;
    at::Tensor flat = at::randn({rows, columns}, tensor->options());
    if (rows < columns) {
      flat = flat.t();
    }
    const auto [q, r] = at::linalg_qr(flat);
    at::Tensor unique = q * r.diagonal().sign();
    if (rows < columns) {
      unique = unique.t();
    }
    tensor->copy_((unique * gain).reshape(tensor->sizes()));
  });
}

// Fills with a normal distribution cut to [a, b]: the inverse of its cumulative distribution at uniform points.
NMT_API int32_t nmt_nn_trunc_normal_(Handle tensor, double mean, double std, double a, double b,
                                 at::Generator* generator) {
  return nmt::perform([&] {
    const at::NoGradGuard no_grad;
    const auto cumulative = [](double x) { return (1.0 + std::erf(x / std::sqrt(2.0))) / 2.0; };
    const double low = cumulative((a - mean) / std);
    const double high = cumulative((b - mean) / std);
    tensor->uniform_(2 * low - 1, 2 * high - 1, nmt::optional_generator(generator));
    tensor->erfinv_().mul_(std * std::sqrt(2.0)).add_(mean).clamp_(a, b);
  });
}

// Sets the lengths of gradients: the norm of all of them together, each scaled by max_norm / norm where that is below 1.
NMT_API int32_t nmt_nn_clip_grad_norm_(Handle const* parameters, int64_t count, double max_norm, double norm_type,
                                   double* total) {
  return nmt::perform([&] {
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> norms;
    for (int64_t i = 0; i < count; ++i) {
      const at::Tensor& gradient = parameters[i]->grad();
      if (gradient.defined()) {
        gradients.push_back(gradient.detach());
        norms.push_back(at::norm(gradients.back(), norm_type).to(at::kDouble));
      }
    }
    *total = 0.0;
    if (gradients.empty()) {
      return;
    }
    for (auto& norm : norms) {
      norm = norm.to(norms.front().device());
    }
    *total = at::norm(at::stack(norms), norm_type).item<double>();
    // 1e-6 is PyTorch's guard against a division by zero.
    const double scale = max_norm / (*total + 1e-6);
    if (scale < 1.0) {
      for (auto& gradient : gradients) {
        gradient.mul_(scale);
      }
    }
  });
}

NMT_API int32_t nmt_nn_clip_grad_value_(Handle const* parameters, int64_t count, double limit) {
  return nmt::perform([&] {
    const at::NoGradGuard no_grad;
    for (int64_t i = 0; i < count; ++i) {
      const at::Tensor& gradient = parameters[i]->grad();
      if (gradient.defined()) {
        gradient.detach().clamp_(-limit, limit);
      }
    }
  });
}
