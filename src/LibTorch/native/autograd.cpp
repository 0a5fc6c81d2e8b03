// Backward passes, and graph nodes whose backward is a C# method.
#include "shim.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "managed_error.h"

using namespace nmt;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// Calls a C# function's backward: fills `out` (one place per tensor argument, null for no gradient) with handles that the
// caller frees. Returns 0, or the number under which the C# side keeps the exception that was thrown.
using BackwardCallback = int64_t (*)(intptr_t context, Handle const* gradients, int64_t count, Handle* out, int64_t out_count);
// Tells the C# side that the graph no longer needs the context.
using ReleaseCallback = void (*)(intptr_t context);

namespace {

class ManagedNode final : public torch::autograd::Node {
 public:
  ManagedNode(std::string name, intptr_t context, BackwardCallback backward, ReleaseCallback release)
      : name_(std::move(name)), context_(context), backward_(backward), release_(release) {}

  ~ManagedNode() override {
    release_(context_);
  }

  std::string name() const override {
    return name_;
  }

  variable_list apply(variable_list&& gradients) override {
    std::vector<Handle> incoming(gradients.size(), nullptr);
    std::vector<at::Tensor> kept(gradients.size());
    for (size_t i = 0; i < gradients.size(); ++i) {
      kept[i] = gradients[i].defined() || !materialize_ ? std::move(gradients[i]) : input_metadata(i).zeros_like();
      incoming[i] = kept[i].defined() ? give(kept[i]) : nullptr;
    }
    std::vector<Handle> outgoing(next_edges().size(), nullptr);
    int64_t failure = backward_(context_, incoming.data(), static_cast<int64_t>(incoming.size()), outgoing.data(),
                                static_cast<int64_t>(outgoing.size()));
    variable_list result(outgoing.size());
    for (size_t i = 0; i < outgoing.size(); ++i) {
      std::unique_ptr<at::Tensor> owned(outgoing[i]);
      result[i] = owned ? std::move(*owned) : at::Tensor();
    }
    if (failure != 0) {
      throw ManagedError(failure);
    }
    return result;
  }

  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    saved_.clear();
    released_ = true;
  }

  // A saved output must not own its own history, or node and output would keep each other alive.
  void save(const std::vector<at::Tensor>& tensors, const std::vector<at::Tensor>& outputs) {
    for (const at::Tensor& tensor : tensors) {
      bool is_output = std::any_of(outputs.begin(), outputs.end(), [&](const at::Tensor& output) {
        return output.defined() && output.is_same(tensor);
      });
      saved_.emplace_back(tensor, is_output);
    }
  }

  std::vector<at::Tensor> saved() {
    std::lock_guard<std::mutex> lock(mutex_);
    TORCH_CHECK(!released_, torch::autograd::ERR_BACKWARD_TWICE);
    std::vector<at::Tensor> tensors;
    for (const SavedVariable& variable : saved_) {
      tensors.push_back(variable.unpack(shared_from_this()));
    }
    return tensors;
  }

  void set_materialize(bool value) {
    materialize_ = value;
  }

 private:
  std::string name_;
  intptr_t context_;
  BackwardCallback backward_;
  ReleaseCallback release_;
  bool materialize_ = true;
  bool released_ = false;
  std::vector<SavedVariable> saved_;
  std::mutex mutex_;
};

bool contains(const std::vector<at::Tensor>& tensors, const at::Tensor& tensor) {
  return std::any_of(tensors.begin(), tensors.end(), [&](const at::Tensor& other) { return other.is_same(tensor); });
}

// Makes `output` a result of `node`. One that is an argument, a view, or has a history already is detached first: the
// node is its whole history.
at::Tensor attach(at::Tensor output, const std::shared_ptr<torch::autograd::Node>& node,
                  const std::vector<at::Tensor>& inputs, bool dirty, bool differentiable) {
  if (!differentiable || !torch::autograd::isDifferentiableType(output.scalar_type())) {
    node->add_input_metadata(torch::autograd::Node::undefined_input());
    return contains(inputs, output) || output.requires_grad() ? output.detach() : output;
  }
  if (dirty) {
    TORCH_CHECK(!(output.is_leaf() && output.requires_grad()), "a leaf that requires grad was changed in place");
    uint32_t place = node->add_input_metadata(output);
    torch::autograd::impl::rebase_history(output, {node, place});
    return output;
  }
  if (contains(inputs, output) || output.is_view() || output.requires_grad()) {
    output = output.detach();
  }
  torch::autograd::set_history(output, node);
  return output;
}

optional<bool> optional_flag(int32_t value) {
  return value < 0 ? optional<bool>() : optional<bool>(value != 0);
}

}  // namespace

NMT_API int32_t nmt_backward(Handle const* tensors, int64_t count, Handle const* gradients, int64_t gradient_count,
                             int32_t retain_graph, int32_t create_graph, Handle const* inputs, int64_t input_count) {
  return perform([&] {
    torch::autograd::backward(tensor_list(tensors, count), tensor_list(gradients, gradient_count),
                              optional_flag(retain_graph), create_graph != 0, tensor_list(inputs, input_count));
  });
}

NMT_API int64_t nmt_autograd_grad(Handle const* outputs, int64_t count, Handle const* inputs, int64_t input_count,
                                  Handle const* gradients, int64_t gradient_count, int32_t retain_graph,
                                  int32_t create_graph, int32_t allow_unused, Handle* out) {
  int64_t made = produce_list(out, input_count, [&] {
    return torch::autograd::grad(tensor_list(outputs, count), tensor_list(inputs, input_count),
                                 tensor_list(gradients, gradient_count), optional_flag(retain_graph), create_graph != 0,
                                 allow_unused != 0);
  });
  for (int64_t i = 0; i < made; ++i) {
    if (!out[i]->defined()) {
      delete out[i];
      out[i] = nullptr;
    }
  }
  return made;
}

// A node for a C# function applied to `inputs` (its tensor arguments, in order). The pointer stays with the context: it
// lives as long as an output's graph does, and until nmt_node_free at least.
NMT_API std::shared_ptr<ManagedNode>* nmt_node_new(char const* name, intptr_t context, BackwardCallback backward,
                                                   ReleaseCallback release, Handle const* inputs, int64_t count) {
  try {
    std::shared_ptr<ManagedNode> node(new ManagedNode(name, context, backward, release), torch::autograd::deleteNode);
    node->set_next_edges(torch::autograd::collect_next_edges(tensor_list(inputs, count)));
    return new std::shared_ptr<ManagedNode>(std::move(node));
  } catch (...) {
    remember_current_exception();
    return nullptr;
  }
}

NMT_API void nmt_node_free(std::shared_ptr<ManagedNode>* node) {
  delete node;
}

// Joins the outputs of a forward pass to the node and saves what backward needs. Fills `out` with outputs that became
// other tensors by that, and with null for those that did not.
NMT_API int32_t nmt_node_attach(std::shared_ptr<ManagedNode>* node, Handle const* inputs, int64_t input_count,
                                Handle const* outputs, int32_t const* differentiable, int64_t count, Handle const* dirty,
                                int64_t dirty_count, Handle const* saved, int64_t saved_count, int32_t materialize,
                                Handle* out) {
  return perform([&] {
    std::vector<at::Tensor> arguments = tensor_list(inputs, input_count);
    std::vector<at::Tensor> changed = tensor_list(dirty, dirty_count);
    std::vector<at::Tensor> results = tensor_list(outputs, count);
    (*node)->set_materialize(materialize != 0);
    std::vector<at::Tensor> joined;
    for (int64_t i = 0; i < count; ++i) {
      joined.push_back(attach(results[static_cast<size_t>(i)], *node, arguments,
                              contains(changed, results[static_cast<size_t>(i)]), differentiable[i] != 0));
    }
    (*node)->save(tensor_list(saved, saved_count), joined);
    for (int64_t i = 0; i < count; ++i) {
      size_t place = static_cast<size_t>(i);
      out[i] = joined[place].is_same(results[place]) ? nullptr : give(joined[place]);
    }
  });
}

// The node itself, valid while a graph holds it (so in its backward, and until its release callback).
NMT_API ManagedNode* nmt_node_address(std::shared_ptr<ManagedNode>* node) {
  return node->get();
}

NMT_API int64_t nmt_node_saved(ManagedNode* node, Handle* out, int64_t capacity) {
  return produce_list(out, capacity, [&] { return node->saved(); });
}
