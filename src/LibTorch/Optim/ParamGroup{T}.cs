namespace TorchSharp.Modules;

/// <summary>Parameters that share options of one optimizer.</summary>
/// <typeparam name="TOptions">The optimizer's options.</typeparam>
public abstract class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    /// <summary>Makes a group.</summary>
    private protected ParamGroup(IEnumerable<Parameter> parameters, TOptions options)
    {
        Parameters = parameters;
        Options = options;
    }

    /// <summary>The options as what they are.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
