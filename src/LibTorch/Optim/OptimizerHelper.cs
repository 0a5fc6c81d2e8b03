using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>The base class of the optimizers that are written here: groups, options and state by parameter.</summary>
/// <remarks>State belongs to native tensors, so make the optimizer after the model was moved to its device.</remarks>
public abstract class OptimizerHelper : Optimizer
{
    /// <summary>What a group takes where it says nothing.</summary>
    protected OptimizerOptions _defaults = null!;

    /// <summary>State by the parameters' handles.</summary>
    protected Dictionary<IntPtr, OptimizerState> _state = [];

    /// <summary>The options and state themselves, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var places = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                places.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }

            dictionary.StateIndexRef.Add(places);
        }

        return dictionary;
    }

    /// <summary>Copies options and state from another optimizer's.</summary>
    /// <exception cref="ArgumentException">When groups, parameters or kinds of state differ.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
        {
            throw new ArgumentException(
                $"The optimizer has {own.Options.Count} groups with {own.State.Count} parameters,"
                + $" the loaded state {state_dict.Options.Count} with {state_dict.State.Count}.",
                nameof(state_dict));
        }

        using var noGrad = no_grad();
        for (var i = 0; i < own.Options.Count; i++)
        {
            own.Options[i].LoadStateDict(state_dict.Options[i]);
        }

        for (var i = 0; i < own.State.Count; i++)
        {
            own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    /// <summary>Moves all state to a device.</summary>
    public void to(Device device)
    {
        using var noGrad = no_grad();
        foreach (var state in _state.Values)
        {
            state.to(device);
        }
    }

    /// <inheritdoc/>
    public override void zero_grad() => base.zero_grad();

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => base.parameters();

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);

        // The sequence is walked in every step: a lazy one (module.parameters()) would walk the modules each time.
        param_group.Parameters = [.. param_group.Parameters];
        param_group.Options.FillFrom(_defaults);
        param_group.InitialLearningRate = param_group.LearningRate;
        foreach (var parameter in param_group.Parameters)
        {
            if (_state.ContainsKey(parameter.Handle))
            {
                throw new ArgumentException("A parameter is in the optimizer twice.", nameof(param_group));
            }

            var state = NewState(parameter);
            using (no_grad())
            {
                state.Initialize(param_group.Options);
            }

            _state.Add(parameter.Handle, state);
        }

        base.add_param_group(param_group);
    }

    /// <summary>The first state of a parameter.</summary>
    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Evaluates the closure with gradients, then runs the body on every group without.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var withGrad = enable_grad();
            loss = loss_closure();
        }

        using var noGrad = no_grad();
        foreach (var group in _parameter_groups)
        {
            body((T)group);
        }

        return loss;
    }

    /// <summary>Steps each parameter of a group that has a gradient; the step does not own the gradient.</summary>
    private protected void StepEach<TState>(ParamGroup group, bool maximizes, Action<Parameter, Tensor, TState> step)
        where TState : OptimizerState
    {
        foreach (var parameter in group.Parameters)
        {
            using var gradient = Gradient(parameter, maximizes);
            if (gradient is not null)
            {
                step(parameter, gradient, (TState)_state[parameter.Handle]);
            }
        }
    }

    /// <summary>The gradient to descend along, or null where there is none; the caller disposes it.</summary>
    private static Tensor? Gradient(Parameter parameter, bool maximizes)
    {
        var gradient = parameter.grad;
        if (gradient is null || !maximizes)
        {
            return gradient;
        }

        using (gradient)
        {
            return gradient.neg();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in _state.Values)
            {
                state.Dispose();
            }

            _state.Clear();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes the groups of a constructor.</summary>
    private protected void AddGroups(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
    {
        _defaults = defaults;
        foreach (var group in groups)
        {
            add_param_group(group);
        }
    }
}
