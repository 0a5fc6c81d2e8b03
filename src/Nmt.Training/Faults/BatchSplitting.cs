using Nmt.Data.Batching;
using Serilog;

namespace Nmt.Training.Faults;

/// <summary>
/// Computes the gradient of batches that memory does not hold in parts: each is halved until it fits. The parts' gradients
/// add up to the whole's, as the loss is a sum over tokens; only what dropout drops is drawn anew.
/// </summary>
/// <param name="log">Takes what a user should know.</param>
public sealed class BatchSplitting(ILogger log)
{
    private long _splits;

    /// <summary>Computes a gradient, of smaller batches where that of larger ones does not fit.</summary>
    /// <param name="batches">What to train on.</param>
    /// <param name="update">The number of the update.</param>
    /// <param name="gradient">
    /// Computes the gradient of all batches together from a fresh start, one batch at a time, and returns their loss.
    /// </param>
    /// <exception cref="TensorMemoryException">When a batch of one sentence does not fit.</exception>
    public double Run(IReadOnlyList<Batch> batches, long update, Func<IReadOnlyList<Batch>, double> gradient)
    {
        var parts = batches;
        while (true)
        {
            try
            {
                return gradient(parts);
            }
            catch (Exception fault) when (OutOfMemory.Is(fault))
            {
                parts = Halved(parts, update, fault);
            }
        }
    }

    private List<Batch> Halved(IReadOnlyList<Batch> parts, long update, Exception fault)
    {
        int largest = parts.Max(part => part.Sentences);
        if (largest == 1)
        {
            throw new TensorMemoryException(
                $"out of memory in update {update} although each batch is one sentence of at most "
                + $"{parts.Max(part => Math.Max(part.Source.Width, part.Target.Width))} subwords; "
                + $"try a smaller model or data.max_length. The tensor library said: {fault.Message.Split('\n')[0]}",
                fault);
        }

        var halves = parts.SelectMany(part => part.Sentences == 1 ? [part] : new[] { part.Slice(..(part.Sentences / 2)), part.Slice((part.Sentences / 2)..) })
            .ToList();
        Say(update, largest, halves);
        return halves;
    }

    private void Say(long update, int largest, List<Batch> halves)
    {
        _splits++;
        if (_splits == 1)
        {
            log.Warning(
                "Out of memory in update {Update} with {Sentences} sentences at once: going on with {Parts} parts of at most {Size}; "
                + "a smaller training.batch_tokens would be faster",
                update, largest, halves.Count, halves.Max(part => part.Sentences));
        }
        else
        {
            // A batch size that is too large fails again and again: a line for each would bury the others.
            log.Debug("Out of memory in update {Update}: {Parts} parts; {Splits} splits so far", update, halves.Count, _splits);
        }
    }
}
