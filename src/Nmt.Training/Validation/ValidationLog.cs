using Nmt.Text;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Nmt.Training.Validation;

/// <summary><c>validations.csv</c>: one row a validation, written at once, so that a killed run keeps what it had.</summary>
/// <param name="path">The file.</param>
public sealed class ValidationLog(string path)
{
    /// <summary>Adds a row, and the header to a new file.</summary>
    public void Append(ValidationResult result)
    {
        bool isNew = !File.Exists(path);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        using var writer = new StreamWriter(stream);
        using var csv = new CsvWriter(writer, Settings());
        csv.Context.RegisterClassMap<RowMap>();
        if (isNew)
        {
            csv.WriteHeader<ValidationResult>();
            csv.NextRecord();
        }

        csv.WriteRecord(result);
        csv.NextRecord();
    }

    /// <summary>All rows; none where there is no file yet.</summary>
    public IReadOnlyList<ValidationResult> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var csv = new CsvReader(new StreamReader(path), Settings());
        var rows = new List<ValidationResult>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(new ValidationResult(
                csv.GetField<long>("update"), csv.GetField<double>("epoch"), csv.GetField<double>("train_loss"),
                csv.GetField<double>("loss"), csv.GetField<double>("perplexity"), csv.GetField<double>("bleu"),
                csv.GetField<double>("learning_rate"), csv.GetField<double>("tokens_per_second"), csv.GetField<double>("seconds"),
                csv.GetField<bool>("is_best")));
        }

        return rows;
    }

    /// <summary>
    /// Drops the rows after an update, which a run that goes on from a checkpoint validates again, and a row that was only
    /// half written when the process was killed.
    /// </summary>
    public void TruncateAfter(long update)
    {
        if (!File.Exists(path))
        {
            return;
        }

        string text = File.ReadAllText(path);
        string[] lines = text.Split('\n');

        // What follows the last line end was cut off, or is nothing.
        string[] kept = [.. lines.Take(1), .. lines[..^1].Skip(1).Where(line => UpdateOf(line) <= update)];
        string shortened = string.Concat(kept.Select(line => line + "\n"));
        if (kept.Length == 1)
        {
            File.Delete(path);
        }
        else if (shortened != text)
        {
            AtomicFile.WriteText(path, shortened);
        }
    }

    // A row that does not begin with a number is after every update.
    private static long UpdateOf(string row) =>
        long.TryParse(row.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long update) ? update : long.MaxValue;

    private static CsvConfiguration Settings() => new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    /// <summary>Column names, in the order of the file.</summary>
    private sealed class RowMap : ClassMap<ValidationResult>
    {
        public RowMap()
        {
            Map(row => row.Update).Name("update");
            Map(row => row.Epoch).Name("epoch").TypeConverterOption.Format("F3");
            Map(row => row.TrainLoss).Name("train_loss").TypeConverterOption.Format("F4");
            Map(row => row.Loss).Name("loss").TypeConverterOption.Format("F4");
            Map(row => row.Perplexity).Name("perplexity").TypeConverterOption.Format("F4");
            Map(row => row.Bleu).Name("bleu").TypeConverterOption.Format("F2");
            Map(row => row.LearningRate).Name("learning_rate").TypeConverterOption.Format("G6");
            Map(row => row.TokensPerSecond).Name("tokens_per_second").TypeConverterOption.Format("F0");
            Map(row => row.Seconds).Name("seconds").TypeConverterOption.Format("F1");
            Map(row => row.IsBest).Name("is_best");
        }
    }
}
