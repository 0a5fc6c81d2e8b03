using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            /// <summary>An optimizer's options and state: the objects themselves, not copies.</summary>
            public sealed class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>Each group's options.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>Each parameter's state, group by group.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, the places of its parameters in <see cref="State"/>.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
