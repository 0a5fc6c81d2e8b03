using Nmt.Search.Scorers;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Search.Decoding;

/// <summary>
/// The one scorer state that a running search needs. It lives in the search's own dispose scope, outside those of the
/// steps; what the state before it held, and it does not, is freed at once, so memory does not grow with the steps.
/// </summary>
internal sealed class CurrentState
{
    private readonly DisposeScope _owner;

    public CurrentState(DisposeScope owner, IScorerState state)
    {
        _owner = owner;
        State = state;
    }

    public IScorerState State { get; private set; }

    /// <summary>Takes over the tensors of the next state and frees what is no longer used.</summary>
    public void Replace(IScorerState next)
    {
        var kept = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var tensor in next.Tensors)
        {
            // Moved to the scope that it is in already, a tensor would belong to none and be known to it as one that does.
            if (kept.Add(tensor) && !_owner.Contains(tensor))
            {
                tensor.MoveToOtherDisposeScope(_owner);
            }
        }

        foreach (var tensor in State.Tensors)
        {
            if (!kept.Contains(tensor))
            {
                tensor.Dispose();
            }
        }

        State = next;
    }
}
