using System.Collections;

namespace Nmt.Text.Corpora;

/// <summary>The value of a setting that accepts a single value or a list; two are equal if their items are.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class OneOrMore<T> : IReadOnlyList<T>, IEquatable<OneOrMore<T>>
    where T : notnull
{
    private readonly T[] _items;

    /// <summary>Creates the setting's value from at least one item.</summary>
    public OneOrMore(IEnumerable<T> items)
    {
        _items = [.. items];
        ArgumentOutOfRangeException.ThrowIfZero(_items.Length, nameof(items));
    }

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>Wraps a single value.</summary>
    public static implicit operator OneOrMore<T>(T item) => new([item]);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(OneOrMore<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OneOrMore<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(_items.Length, HashCode.Combine);

    /// <summary>The items, separated by commas.</summary>
    public override string ToString() => string.Join(", ", _items);
}
