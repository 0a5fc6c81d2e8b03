using Nmt.Runs.Config;

namespace Nmt.Runs.Tests.Config;

public sealed class ConfigFuzzTests
{
    private const string Valid = """
        data:
          train: { source: a, target: 'b' }
          validation: &pair
            source: "a"
            target: b   # both are empty
          test: *pair
        search: { beam_size: 4, n_best: 2 }
        training:
          optimizer:
            type: adamw
            learning_rate: 1e-3

        """;

    private static readonly string[] Pieces =
    [
        "\t", "\n", "  ", ": ", "- ", "? ", "{", "}", "[", "]", ",", "&x ", "*x", "|", ">", "'", "\"", "#", "%", "@", "!", "\\",
        "---\n", "...\n", "\u0001", "é", "\u2028", "\u0085", "<<: *pair\n", "~", "0", "-",
    ];

    [Fact]
    public void Damaged_config_yields_a_config_or_one_line_errors_and_never_another_exception()
    {
        using var folder = new ConfigFolder();
        var random = new Random(20240229);
        var (loaded, rejected) = (0, 0);
        for (int round = 0; round < 3_000; round++)
        {
            string yaml = Damage(Valid, random);
            try
            {
                Assert.NotNull(folder.Load(yaml));
                loaded++;
            }
            catch (ConfigurationException exception)
            {
                Assert.NotEmpty(exception.Errors);
                Assert.Equal(exception.Errors.Count, exception.Message.Split('\n').Length);
                rejected++;
            }
        }

        // Both must happen for the test to be meaningful.
        Assert.True(loaded > 50 && rejected > 1_000, $"{loaded} loaded, {rejected} rejected");
    }

    private static string Damage(string text, Random random)
    {
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                1 => text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at)),
                _ => text.Insert(at, text.Substring(random.Next(text.Length / 2), random.Next(text.Length / 2))),
            };
        }

        return text;
    }
}
