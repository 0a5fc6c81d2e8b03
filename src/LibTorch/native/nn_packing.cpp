// Packed batches: sequences of different lengths, sorted by length, one time step after the other without padding.
#include "shim.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <tuple>
#include <vector>

NMT_API int32_t nmt_nn_pack_padded(Handle input, Handle lengths, int32_t batch_first, int32_t enforce_sorted, Handle* data,
                                   Handle* batch_sizes, Handle* sorted, Handle* unsorted) {
  return nmt::perform([&] {
    const at::Tensor counts = lengths->to(at::kCPU, at::kLong);
    TORCH_CHECK(input->dim() >= 2, "the input must have 2 dimensions or more, not ", input->dim());
    TORCH_CHECK(counts.dim() == 1 && counts.size(0) == input->size(batch_first != 0 ? 0 : 1), "the lengths must be [",
                input->size(batch_first != 0 ? 0 : 1), "], not ", counts.sizes());
    const int64_t steps = input->size(batch_first != 0 ? 1 : 0);
    TORCH_CHECK(counts.numel() == 0 || counts.max().item<int64_t>() <= steps, "a length exceeds the ", steps,
                " steps of the input");
    if (enforce_sorted != 0) {
      auto [packed, sizes] = at::_pack_padded_sequence(*input, counts, batch_first != 0);
      *data = nmt::give(packed);
      *batch_sizes = nmt::give(sizes);
      return;
    }
    // A stable sort keeps equal lengths in their order on every device and in every version.
    auto [descending, order] = at::sort(counts, nmt::optional<bool>(true), 0, true);
    const at::Tensor inverse = at::empty_like(order).scatter_(0, order, at::arange(order.size(0), order.options()));
    const at::Tensor device_order = order.to(input->device());
    auto [packed, sizes] = at::_pack_padded_sequence(input->index_select(batch_first != 0 ? 0 : 1, device_order),
                                                     descending, batch_first != 0);
    *data = nmt::give(packed);
    *batch_sizes = nmt::give(sizes);
    *sorted = nmt::give(device_order);
    *unsorted = nmt::give(inverse.to(input->device()));
  });
}

// total_length 0 stands for the longest sequence.
NMT_API int32_t nmt_nn_pad_packed(Handle data, Handle batch_sizes, Handle unsorted, int32_t batch_first, double padding_value,
                                  int64_t total_length, Handle* padded, Handle* lengths) {
  return nmt::perform([&] {
    const int64_t longest = batch_sizes->size(0);
    TORCH_CHECK(total_length == 0 || total_length >= longest, "total_length ", total_length,
                " is below the longest sequence's ", longest);
    auto [sequences, counts] =
        at::_pad_packed_sequence(*data, *batch_sizes, batch_first != 0, padding_value, total_length);
    *padded = nmt::give(unsorted == nullptr ? sequences : sequences.index_select(batch_first != 0 ? 0 : 1, *unsorted));
    *lengths = nmt::give(unsorted == nullptr ? counts : counts.index_select(0, unsorted->to(at::kCPU)));
  });
}

NMT_API Handle nmt_nn_pad_sequence(Handle const* sequences, int64_t count, int32_t batch_first, double padding_value) {
  return nmt::produce([&] {
    TORCH_CHECK(count > 0, "no sequence given");
    const std::vector<at::Tensor> items = nmt::tensor_list(sequences, count);
    int64_t longest = 0;
    for (const auto& item : items) {
      TORCH_CHECK(item.dim() > 0 && item.sizes().slice(1) == items.front().sizes().slice(1),
                  "sequences must agree in all dimensions but the first: ", items.front().sizes(), " and ", item.sizes());
      longest = std::max(longest, item.size(0));
    }
    std::vector<int64_t> shape = {count, longest};
    shape.insert(shape.end(), items.front().sizes().begin() + 1, items.front().sizes().end());
    const at::Tensor padded = at::full(shape, padding_value, items.front().options().requires_grad(false));
    for (int64_t i = 0; i < count; ++i) {
      padded.select(0, i).narrow(0, 0, items[i].size(0)).copy_(items[i]);
    }
    return batch_first != 0 ? padded : padded.transpose(0, 1);
  });
}
