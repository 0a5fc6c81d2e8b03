namespace Nmt.Runs.Config;

/// <summary>How the share of the reference's tokens among the decoder's inputs changes (Bengio et al. 2015, section 2.4).</summary>
public enum TeacherForcingKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>It falls in a straight line.</summary>
    Linear,

    /// <summary>It falls by the same factor every so many updates.</summary>
    Exponential,

    /// <summary>It falls along a sigmoid: slowly, then fast, then slowly.</summary>
    InverseSigmoid,
}
