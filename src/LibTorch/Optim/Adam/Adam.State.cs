namespace TorchSharp.Modules;

public sealed partial class Adam
{
    /// <summary>What the optimizer remembers of one parameter.</summary>
    public sealed class State : AdamState
    {
        /// <summary>Makes a state without tensors.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }
    }
}
