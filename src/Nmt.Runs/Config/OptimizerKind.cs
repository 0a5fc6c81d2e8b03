namespace Nmt.Runs.Config;

/// <summary>The rule of the update.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, with momentum where it is set.</summary>
    Sgd,

    /// <summary>Adadelta (Zeiler 2012), which needs no learning rate: 1 leaves its steps as they are.</summary>
    Adadelta,

    /// <summary>Adagrad (Duchi et al. 2011).</summary>
    Adagrad,
}
