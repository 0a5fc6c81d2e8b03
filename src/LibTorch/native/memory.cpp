// How tensors on the CPU get their memory.
#include "shim.h"

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

#ifdef __GLIBC__
// By default glibc hands large blocks back to the kernel as soon as they are free, and every training step has its pages
// cleared and mapped anew: a tenth of the time on a CPU. MALLOC_* variables of the environment are left in charge.
const bool keeps_freed_memory = [] {
  constexpr int largest_threshold = 32 << 20;  // glibc takes no more
  constexpr int kept = 1 << 30;
  return std::getenv("MALLOC_TRIM_THRESHOLD_") == nullptr && std::getenv("MALLOC_MMAP_THRESHOLD_") == nullptr &&
         mallopt(M_MMAP_THRESHOLD, largest_threshold) == 1 && mallopt(M_TRIM_THRESHOLD, kept) == 1;
}();
#endif

// Vector instructions want it, and libtorch's own allocator gives as much.
constexpr size_t alignment = 64;

// Batches differ in shape, so no two steps ask for the same sizes, and what one step leaves free fits the next one badly:
// memory in use creeps up for thousands of steps. Of sizes rounded to eight steps a doubling there are few, and a block that
// is free is soon one that is asked for again. It costs an eighth of a block at most.
size_t rounded(size_t bytes) {
  constexpr size_t steps = 8;
  size_t step = alignment;
  while (step * 2 * steps <= bytes) {
    step *= 2;
  }
  return (bytes + step - 1) / step * step;
}

// The block that malloc gave is noted in front of the aligned part: memalign would cut what it does not need off both ends
// and leave splinters everywhere.
void free_aligned(void* data) {
  if (data != nullptr) {
    std::free(static_cast<void**>(data)[-1]);
  }
}

// What a libtorch asks an allocator for has changed with its version: allocate lost its const and copy_data came. Whichever
// of these are virtual there override, and the others are never called.
class RoundingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) { return make(bytes); }

  c10::DataPtr allocate(size_t bytes) const { return make(bytes); }

  void copy_data(void* destination, const void* source, std::size_t bytes) const { std::memcpy(destination, source, bytes); }

  c10::DeleterFnPtr raw_deleter() const override { return &free_aligned; }

 private:
  static c10::DataPtr make(size_t bytes) {
    if (bytes == 0) {
      return {nullptr, nullptr, &free_aligned, c10::Device(c10::DeviceType::CPU)};
    }
    void* block = std::malloc(rounded(bytes) + alignment);
    // In libtorch's words, by which a lack of memory is known.
    TORCH_CHECK(block != nullptr, "can't allocate memory: you tried to allocate ", bytes, " bytes");
    auto aligned = (reinterpret_cast<uintptr_t>(block) + alignment) & ~(alignment - 1);
    void* data = reinterpret_cast<void*>(aligned);
    static_cast<void**>(data)[-1] = block;
    return {data, data, &free_aligned, c10::Device(c10::DeviceType::CPU)};
  }
};

RoundingAllocator allocator;

// Above the default's priority of 0.
const bool is_installed = [] {
  c10::SetCPUAllocator(&allocator, 1);
  return true;
}();

}  // namespace
