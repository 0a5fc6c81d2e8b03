// LSTM and GRU over padded and packed batches, and their cells. A missing state stands for zeros.
#include "shim.h"

#include <ATen/ATen.h>

#include <tuple>
#include <vector>

// The shape of a recurrent layer and how it runs; the twin of C#'s RecurrentArgument.
struct RecurrentArgument {
  int64_t hidden_size;
  int64_t num_layers;
  double dropout;
  int32_t has_biases;
  int32_t train;
  int32_t bidirectional;
  int32_t batch_first;
};

namespace {

// ATen's recurrent operators trust their caller: a state of a wrong batch size would be broadcast, not refused.
at::Tensor checked_state(const char* name, Handle state, const RecurrentArgument& layer, int64_t batch,
                         const at::Tensor& input) {
  const std::vector<int64_t> expected = {layer.num_layers * (layer.bidirectional != 0 ? 2 : 1), batch, layer.hidden_size};
  if (state == nullptr) {
    return at::zeros(expected, input.options().requires_grad(false));
  }
  TORCH_CHECK(state->sizes() == at::IntArrayRef(expected), name, " must be ", at::IntArrayRef(expected), ", not ",
              state->sizes());
  return *state;
}

void check_features(const at::Tensor& input, const at::Tensor& weight_ih) {
  TORCH_CHECK(input.size(-1) == weight_ih.size(1), "the input has ", input.size(-1), " features, the layer takes ",
              weight_ih.size(1));
}

int64_t checked_batch(const RecurrentArgument& layer, const at::Tensor& input, const at::Tensor& weight_ih) {
  TORCH_CHECK(input.dim() == 3, "the input must have 3 dimensions, not ", input.dim());
  check_features(input, weight_ih);
  TORCH_CHECK(input.size(layer.batch_first != 0 ? 1 : 0) > 0, "the input has no time step");
  return input.size(layer.batch_first != 0 ? 0 : 1);
}

// The number of sequences of a packed batch.
int64_t checked_packed_batch(const at::Tensor& data, const at::Tensor& batch_sizes, const at::Tensor& weight_ih) {
  TORCH_CHECK(data.dim() == 2, "packed data must have 2 dimensions, not ", data.dim());
  TORCH_CHECK(batch_sizes.dim() == 1 && batch_sizes.numel() > 0, "batch_sizes must be a filled vector");
  check_features(data, weight_ih);
  return batch_sizes[0].item<int64_t>();
}

void check_cell(const at::Tensor& input, const at::Tensor& state, const at::Tensor& weight_ih, const at::Tensor& weight_hh) {
  TORCH_CHECK(input.dim() == 2, "the input must have 2 dimensions, not ", input.dim());
  check_features(input, weight_ih);
  const std::vector<int64_t> expected = {input.size(0), weight_hh.size(1)};
  TORCH_CHECK(state.sizes() == at::IntArrayRef(expected), "the state must be ", at::IntArrayRef(expected), ", not ",
              state.sizes());
}

at::Tensor cell_state(Handle state, const at::Tensor& input, const at::Tensor& weight_hh) {
  return state != nullptr ? *state
                          : at::zeros({input.size(0), weight_hh.size(1)}, input.options().requires_grad(false));
}

at::Tensor permuted(const at::Tensor& state, Handle order) {
  return order == nullptr ? state : state.index_select(1, *order);
}

}  // namespace

NMT_API int32_t nmt_nn_lstm(Handle input, Handle h0, Handle c0, Handle const* weights, int64_t count,
                            RecurrentArgument layer, Handle* output, Handle* hn, Handle* cn) {
  return nmt::perform([&] {
    const int64_t batch = checked_batch(layer, *input, *weights[0]);
    const std::vector<at::Tensor> state = {checked_state("h0", h0, layer, batch, *input),
                                           checked_state("c0", c0, layer, batch, *input)};
    auto [states, h, c] = at::lstm(*input, state, nmt::tensor_list(weights, count), layer.has_biases != 0,
                                   layer.num_layers, layer.dropout, layer.train != 0, layer.bidirectional != 0,
                                   layer.batch_first != 0);
    *output = nmt::give(states);
    *hn = nmt::give(h);
    *cn = nmt::give(c);
  });
}

// States come and go in the caller's order of sequences; sorted and unsorted lead to the packed order and back.
NMT_API int32_t nmt_nn_lstm_packed(Handle data, Handle batch_sizes, Handle sorted, Handle unsorted, Handle h0, Handle c0,
                                   Handle const* weights, int64_t count, RecurrentArgument layer, Handle* output,
                                   Handle* hn, Handle* cn) {
  return nmt::perform([&] {
    const int64_t batch = checked_packed_batch(*data, *batch_sizes, *weights[0]);
    const std::vector<at::Tensor> state = {permuted(checked_state("h0", h0, layer, batch, *data), sorted),
                                           permuted(checked_state("c0", c0, layer, batch, *data), sorted)};
    auto [states, h, c] = at::lstm(*data, *batch_sizes, state, nmt::tensor_list(weights, count), layer.has_biases != 0,
                                   layer.num_layers, layer.dropout, layer.train != 0, layer.bidirectional != 0);
    *output = nmt::give(states);
    *hn = nmt::give(permuted(h, unsorted));
    *cn = nmt::give(permuted(c, unsorted));
  });
}

NMT_API int32_t nmt_nn_gru(Handle input, Handle h0, Handle const* weights, int64_t count, RecurrentArgument layer,
                           Handle* output, Handle* hn) {
  return nmt::perform([&] {
    const int64_t batch = checked_batch(layer, *input, *weights[0]);
    auto [states, h] = at::gru(*input, checked_state("h0", h0, layer, batch, *input), nmt::tensor_list(weights, count),
                               layer.has_biases != 0, layer.num_layers, layer.dropout, layer.train != 0,
                               layer.bidirectional != 0, layer.batch_first != 0);
    *output = nmt::give(states);
    *hn = nmt::give(h);
  });
}

NMT_API int32_t nmt_nn_gru_packed(Handle data, Handle batch_sizes, Handle sorted, Handle unsorted, Handle h0,
                                  Handle const* weights, int64_t count, RecurrentArgument layer, Handle* output,
                                  Handle* hn) {
  return nmt::perform([&] {
    const int64_t batch = checked_packed_batch(*data, *batch_sizes, *weights[0]);
    auto [states, h] = at::gru(*data, *batch_sizes, permuted(checked_state("h0", h0, layer, batch, *data), sorted),
                               nmt::tensor_list(weights, count), layer.has_biases != 0, layer.num_layers, layer.dropout,
                               layer.train != 0, layer.bidirectional != 0);
    *output = nmt::give(states);
    *hn = nmt::give(permuted(h, unsorted));
  });
}

NMT_API int32_t nmt_nn_lstm_cell(Handle input, Handle h, Handle c, Handle weight_ih, Handle weight_hh, Handle bias_ih,
                                 Handle bias_hh, Handle* next_h, Handle* next_c) {
  return nmt::perform([&] {
    const std::vector<at::Tensor> state = {cell_state(h, *input, *weight_hh), cell_state(c, *input, *weight_hh)};
    check_cell(*input, state[0], *weight_ih, *weight_hh);
    check_cell(*input, state[1], *weight_ih, *weight_hh);
    auto [new_h, new_c] = at::lstm_cell(*input, state, *weight_ih, *weight_hh, nmt::optional_tensor(bias_ih),
                                        nmt::optional_tensor(bias_hh));
    *next_h = nmt::give(new_h);
    *next_c = nmt::give(new_c);
  });
}

NMT_API Handle nmt_nn_gru_cell(Handle input, Handle h, Handle weight_ih, Handle weight_hh, Handle bias_ih,
                               Handle bias_hh) {
  return nmt::produce([&] {
    const at::Tensor state = cell_state(h, *input, *weight_hh);
    check_cell(*input, state, *weight_ih, *weight_hh);
    return at::gru_cell(*input, state, *weight_ih, *weight_hh, nmt::optional_tensor(bias_ih),
                        nmt::optional_tensor(bias_hh));
  });
}

// Lays all weights into one buffer, as cuDNN wants them; nothing happens where cuDNN is not used. `mode` is cuDNN's: 2
// for LSTM, 3 for GRU.
NMT_API int32_t nmt_nn_flatten_weights(Handle const* weights, int64_t count, RecurrentArgument layer, int64_t mode) {
  return nmt::perform([&] {
    const at::Tensor& first = *weights[0];
    if (!first.is_cuda() || !at::cudnn_is_acceptable(first) || !at::_use_cudnn_rnn_flatten_weight()) {
      return;
    }
    const at::NoGradGuard no_grad;
    constexpr int64_t no_projection = 0;
    at::_cudnn_rnn_flatten_weight(nmt::tensor_list(weights, count), layer.has_biases != 0 ? 4 : 2, first.size(1), mode,
                                  layer.hidden_size, no_projection, layer.num_layers, layer.batch_first != 0,
                                  layer.bidirectional != 0);
  });
}
