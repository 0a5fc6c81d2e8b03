namespace Nmt.Text;

/// <summary>A value for the source side and one for the target side, or one that both sides share.</summary>
/// <typeparam name="T">The type of the value, such as a tokenizer or a vocabulary.</typeparam>
public sealed record Sides<T>
{
    /// <summary>Creates separate values, even if they are equal.</summary>
    public Sides(T source, T target)
    {
        (Source, Target) = (source, target);
    }

    /// <summary>Creates a value that both sides share.</summary>
    public Sides(T shared)
    {
        (Source, Target, IsShared) = (shared, shared, true);
    }

    /// <summary>The source side's value.</summary>
    public T Source { get; }

    /// <summary>The target side's value.</summary>
    public T Target { get; }

    /// <summary>Whether both sides share one value.</summary>
    public bool IsShared { get; }

    /// <summary>Each value once: the shared one, or the source's and the target's.</summary>
    public IReadOnlyList<T> All => IsShared ? [Source] : [Source, Target];

    /// <summary>A value that both sides share.</summary>
    public static implicit operator Sides<T>(T shared) => new(shared);

    /// <summary>Maps each value once, so that sides that share a value also share the result.</summary>
    public Sides<TResult> Map<TResult>(Func<T, TResult> map) => IsShared ? new(map(Source)) : new(map(Source), map(Target));

    /// <summary>Combines each value with another one; the result is shared if both are.</summary>
    public Sides<TResult> Zip<TOther, TResult>(Sides<TOther> other, Func<T, TOther, TResult> combine) => IsShared && other.IsShared
        ? new(combine(Source, other.Source))
        : new(combine(Source, other.Source), combine(Target, other.Target));
}
