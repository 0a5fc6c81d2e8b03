// A C# exception on its way through libtorch's backward engine.
#pragma once

#include <cstdint>
#include <stdexcept>

namespace nmt {

struct ManagedError : std::runtime_error {
  explicit ManagedError(int64_t id) : std::runtime_error("an exception in a C# autograd function"), exception_id(id) {}

  // Names the exception object that the C# side keeps until it rethrows it.
  int64_t exception_id;
};

}  // namespace nmt
