using System.Globalization;
using System.Text.Json;
using Nmt.Metrics.Significance;

namespace Nmt.Metrics.Tests.Significance;

public sealed class ResamplingDrawsTests
{
    [Fact]
    public void Draws_equal_those_of_numpy()
    {
        foreach (var recorded in SacreBleuCase.Read("rng.jsonl", null, "rng") ?? [])
        {
            var options = recorded.Root.GetProperty("options");
            ulong seed = options.GetProperty("seed").GetUInt64();
            switch (options.GetProperty("kind").GetString())
            {
                case "bootstrap_indices":
                    CheckIndices(new ResamplingDraws(seed), options, recorded.Expected.GetProperty("rows"));
                    break;
                case "randomization_mask_then_indices":
                    var draws = new ResamplingDraws(seed);
                    CheckMasks(draws, options, recorded.Expected.GetProperty("mask_rows"));
                    CheckIndices(draws, options, recorded.Expected.GetProperty("index_rows"));
                    break;
                case "pcg64_raw_uint64":
                    CheckOutputs(seed, recorded.Expected);
                    break;
                case { } other:
                    Assert.Fail($"{recorded.Id}: unknown kind {other}");
                    break;
            }
        }
    }

    [Fact]
    public void A_single_segment_needs_no_draw()
    {
        // Given
        var draws = new ResamplingDraws(7);
        int[] row = [5, 5];

        // When
        draws.FillIndices(row, 1);

        // Then
        Assert.Equal([0, 0], row);
        Assert.Equal(Indices(new ResamplingDraws(7)), Indices(draws));
    }

    [Fact]
    public void Without_a_seed_two_generators_differ() =>
        Assert.NotEqual(Indices(new ResamplingDraws(null)), Indices(new ResamplingDraws(null)));

    private static int[] Indices(ResamplingDraws draws)
    {
        int[] row = new int[20];
        draws.FillIndices(row, 1_000_000);
        return row;
    }

    private static void CheckIndices(ResamplingDraws draws, JsonElement options, JsonElement rows)
    {
        int count = options.GetProperty("n").GetInt32();
        int[] actual = new int[count];
        foreach (var row in rows.EnumerateArray())
        {
            draws.FillIndices(actual, count);
            Assert.Equal(row.EnumerateArray().Select(index => index.GetInt32()), actual);
        }
    }

    private static void CheckMasks(ResamplingDraws draws, JsonElement options, JsonElement rows)
    {
        bool[] actual = new bool[options.GetProperty("n").GetInt32()];
        foreach (var row in rows.EnumerateArray())
        {
            draws.FillMask(actual);
            Assert.Equal(row.EnumerateArray().Select(toss => toss.GetInt32() == 1), actual);
        }
    }

    private static void CheckOutputs(ulong seed, JsonElement expected)
    {
        static IEnumerable<ulong> Numbers(JsonElement texts) =>
            texts.EnumerateArray().Select(text => ulong.Parse(text.GetString()!, CultureInfo.InvariantCulture));

        var generator = new Pcg64(seed);
        Assert.Equal(Numbers(expected.GetProperty("seed_sequence_state_uint64")), SeedSequence.Generate(seed));
        Assert.All(Numbers(expected.GetProperty("values")), value => Assert.Equal(value, generator.NextUInt64()));
    }
}
