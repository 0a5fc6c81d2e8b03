namespace TorchSharp.Modules;

public sealed partial class Adam
{
    /// <summary>What a group is optimized with; null takes the optimizer's.</summary>
    public sealed class Options : AdamOptions
    {
    }
}
