using System.Runtime.InteropServices;
using Nmt.Data.Batching;
using Nmt.Training.Distributed;
using Serilog;

namespace Nmt.Training;

/// <summary>
/// Computes the gradient of batches that do not fit into memory in parts: each batch is halved until its parts fit. Their gradients
/// add up to that of the whole batch, since the loss is a sum over tokens; only the dropout masks differ.
/// </summary>
/// <param name="exchange">Counts the processes that do not have their gradient yet; all wait for the last one.</param>
/// <param name="log">The log.</param>
public sealed class OutOfMemorySplitter(IGradientExchange exchange, ILogger log)
{
    private long _splits;

    /// <summary>Computes a gradient, halving the batches until they fit into memory.</summary>
    /// <param name="batches">The batches to train on.</param>
    /// <param name="update">The number of the update.</param>
    /// <param name="gradient">
    /// Clears the gradient, computes that of all parts of all batches, one part at a time, and returns their summed loss.
    /// </param>
    /// <exception cref="BatchTooLargeException">When a batch of one sentence does not fit.</exception>
    public double Run(IReadOnlyList<Batch> batches, long update, Func<IReadOnlyList<Batch[]>, double> gradient)
    {
        Batch[][] parts = [.. batches.Select(batch => new[] { batch })];
        double? loss = null;
        do
        {
            try
            {
                loss ??= gradient(parts);
            }
            catch (Exception fault) when (OutOfMemory.IsCauseOf(fault))
            {
                parts = Halve(parts, update, fault);
            }
        }
        while (exchange.Sum(loss is null ? 1 : 0) > 0);
        return loss!.Value;
    }

    private Batch[][] Halve(Batch[][] partsOfBatches, long update, Exception fault)
    {
        Batch[] parts = [.. partsOfBatches.SelectMany(parts => parts)];
        int largest = parts.Max(part => part.Sentences);
        if (largest == 1)
        {
            throw new BatchTooLargeException(
                $"out of memory in update {update} even with one sentence per batch and at most "
                + $"{parts.Max(part => Math.Max(part.Source.Width, part.Target.Width))} subwords per sentence; "
                + $"try a smaller model or data.max_length. The tensor library reported: {fault.Message.Split('\n')[0]}",
                fault);
        }

        Batch[][] halves = [.. partsOfBatches.Select(parts => parts.SelectMany(Halves).ToArray())];
        Report(update, largest, [.. halves.SelectMany(parts => parts)]);
        return halves;
    }

    private static Batch[] Halves(Batch part) =>
        part.Sentences == 1 ? [part] : [part.Slice(..(part.Sentences / 2)), part.Slice((part.Sentences / 2)..)];

    private void Report(long update, int largest, Batch[] halves)
    {
        _splits++;
        if (_splits == 1)
        {
            log.Warning(
                "Out of memory in update {Update} with {Sentences} sentences at once: continuing with {Parts} parts of at most {Size} sentences; "
                + "a smaller training.batch_tokens would be faster",
                update, largest, halves.Length, halves.Max(part => part.Sentences));
        }
        else
        {
            // A batch size that is too large fails repeatedly; a warning each time would bury all other messages.
            log.Debug("Out of memory in update {Update}: {Parts} parts; {Splits} splits so far", update, halves.Length, _splits);
        }
    }
}

/// <summary>Recognizes out-of-memory errors of the tensor library by their text: nothing else distinguishes them from other errors.</summary>
public static class OutOfMemory
{
    // CUDA's allocator, the CPU's, CUDA's libraries, and the loader of shared libraries.
    private static readonly string[] Messages =
        ["out of memory", "can't allocate memory", "not enough memory", "CUBLAS_STATUS_ALLOC_FAILED", "failed to map segment", "cannot allocate memory"];

    /// <summary>Whether an error was caused by a lack of memory.</summary>
    public static bool IsCauseOf(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var cause = fault.GetBaseException();
        return cause is OutOfMemoryException
            || (cause is ExternalException or DllNotFoundException && Messages.Any(message => cause.Message.Contains(message, StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>The update of a single sentence pair does not fit into memory. Exit code 1.</summary>
public sealed class BatchTooLargeException : Exception
{
    /// <summary>Creates the exception from that of the tensor library.</summary>
    /// <param name="message">What did not fit and what to try.</param>
    /// <param name="innerException">The tensor library's exception.</param>
    public BatchTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
