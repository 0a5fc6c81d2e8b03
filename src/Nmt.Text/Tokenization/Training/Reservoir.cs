namespace Nmt.Text.Tokenization.Training;

/// <summary>A sample in which each item that was offered is as likely as any other (Vitter 1985, algorithm R).</summary>
/// <param name="size">Most items that are held.</param>
/// <param name="random">Equal states draw equal samples.</param>
internal sealed class Reservoir<T>(int size, SeededRandom random)
{
    private readonly List<T> _items = [];
    private int _offered;

    /// <summary>The sample so far.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Takes an item in, or not.</summary>
    public void Offer(T item)
    {
        if (_offered < size)
        {
            _items.Add(item);
        }
        else if (size > 0 && random.NextInt(_offered + 1) is var place && place < size)
        {
            _items[place] = item;
        }

        _offered++;
    }
}
