using static TorchSharp.torch;

namespace Nmt.Search.Filters;

/// <summary>Tokens that may not be chosen, gathered row by row and struck out of the log-probabilities at once.</summary>
internal sealed class TokenMask(long vocabulary, Device device)
{
    private readonly List<long> _forbidden = [];
    private readonly List<long> _rows = [];
    private readonly List<long> _only = [];

    public void Forbid(int row, int token) => _forbidden.Add((row * vocabulary) + token);

    /// <summary>Leaves a row one token; it stays possible whatever else is forbidden.</summary>
    public void AllowOnly(int row, int token)
    {
        _rows.Add(row);
        _only.Add((row * vocabulary) + token);
    }

    /// <summary>Sets what is forbidden to minus infinity in <c>[rows, vocab]</c>.</summary>
    /// <param name="logProbabilities">Changed in place.</param>
    /// <param name="always">Ids that are forbidden in every row.</param>
    public void Apply(Tensor logProbabilities, Tensor always)
    {
        using var scope = NewDisposeScope();
        var flat = logProbabilities.view(-1);
        var places = tensor(_only.ToArray(), device: device);
        var kept = _only.Count > 0 ? flat.index_select(0, places) : null;
        logProbabilities.index_fill_(1, always, double.NegativeInfinity);
        if (_forbidden.Count > 0)
        {
            flat.index_fill_(0, tensor(_forbidden.ToArray(), device: device), double.NegativeInfinity);
        }

        if (kept is not null)
        {
            logProbabilities.index_fill_(0, tensor(_rows.ToArray(), device: device), double.NegativeInfinity);
            flat.index_copy_(0, places, kept);
        }
    }
}
