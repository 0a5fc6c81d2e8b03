namespace Nmt.TestKit;

/// <summary>
/// A language pair that a tiny model learns in seconds: English number words, and the German ones in reverse order.
/// Writes the corpora and a config into a folder.
/// </summary>
public sealed class TinyCorpus
{
    private const int MaxWords = 5;

    private static readonly string[] English = ["one", "two", "three", "four", "five", "six"];
    private static readonly string[] German = ["eins", "zwei", "drei", "vier", "fünf", "sechs"];

    private readonly TemporaryFolder _folder;
    private readonly Random _random = new(1);

    /// <summary>Writes <c>train</c>, <c>valid</c> and <c>test</c>, each <c>.en</c> and <c>.de</c>, and <c>tiny.yaml</c>.</summary>
    /// <param name="folder">The target folder.</param>
    /// <param name="pairs">Number of sentence pairs of the training corpus.</param>
    public TinyCorpus(TemporaryFolder folder, int pairs = 800)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
        Write("train", pairs);
        Write("valid", 20);
        Write("test", 20);
        Config = folder.Write("tiny.yaml", ConfigText);
    }

    /// <summary>The config: a model of 32 units that is trained for as long as <c>training.max_updates</c> specifies.</summary>
    public static string ConfigText =>
        """
        data:
          train:
            source: train.en
            target: train.de
          validation:
            source: valid.en
            target: valid.de
        subwords:
          vocabulary_size: 40
        model:
          embedding_size: 32
          dropout: 0.1
          encoder:
            hidden_size: 32
          decoder:
            hidden_size: 64
        training:
          threads: 1
          batch_tokens: 400
          max_updates: 60
          max_epochs: 0
          validate_every: 20
          log_every: 10
          patience: 0
          initial_range: 0.15
          optimizer:
            learning_rate: 0.01

        """;

    /// <summary>Path of the config file.</summary>
    public string Config { get; }

    /// <summary>The settings with which the test corpus is translated at the end.</summary>
    public string[] WithTest => ["--set", $"data.test.source={_folder.Of("test.en")}", "--set", $"data.test.target={_folder.Of("test.de")}"];

    /// <summary>Lines of one file.</summary>
    /// <param name="name">As in <c>test.en</c>.</param>
    public string[] Lines(string name) => File.ReadAllLines(_folder.Of(name));

    private void Write(string split, int pairs)
    {
        var source = new List<string>();
        var target = new List<string>();
        for (int i = 0; i < pairs; i++)
        {
            int[] numbers = [.. Enumerable.Range(0, _random.Next(1, MaxWords + 1)).Select(_ => _random.Next(English.Length))];
            source.Add(string.Join(' ', numbers.Select(number => English[number])));
            target.Add(string.Join(' ', numbers.Reverse().Select(number => German[number])));
        }

        _folder.Write($"{split}.en", string.Join('\n', source) + "\n");
        _folder.Write($"{split}.de", string.Join('\n', target) + "\n");
    }
}
