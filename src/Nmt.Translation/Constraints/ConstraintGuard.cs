using Nmt.Text;

namespace Nmt.Translation.Constraints;

/// <summary>Lets only constraints that can be satisfied reach the search: others are an error, or are dropped.</summary>
/// <param name="files">The constraints.</param>
/// <param name="check">Finds those that cannot be satisfied.</param>
/// <param name="isStrict">Whether they are an error; otherwise their line is translated without its constraints.</param>
public sealed class ConstraintGuard(ConstraintFiles files, ConstraintCheck check, bool isStrict)
{
    /// <summary>Checks what can be checked before the first line is translated.</summary>
    /// <param name="lines">Number of lines in the input; null if it is a stream, whose constraints are read in step with it.</param>
    /// <exception cref="DataException">When a file does not fit the input, or a constraint cannot be satisfied.</exception>
    public void ReadAhead(long? lines)
    {
        files.CheckBanned(check);
        if (lines is { } count)
        {
            files.ReadAhead(count, isStrict ? check : null);
        }
    }

    /// <summary>Adds the constraints to the next request; requests must be passed in input order.</summary>
    /// <exception cref="DataException">When they cannot be satisfied and that is an error.</exception>
    public TranslationRequest Constrain(TranslationRequest request)
    {
        var constrained = files.Constrain(request);
        if (check.Find(constrained) is not { } problem)
        {
            return constrained;
        }

        string reason = files.Describe(constrained, problem);
        return isStrict ? throw new DataException(reason) : check.Drop(constrained, reason);
    }
}
