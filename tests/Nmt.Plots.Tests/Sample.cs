using System.Globalization;

namespace Nmt.Plots.Tests;

/// <summary>Random and ready-made matrices.</summary>
internal static class Sample
{
    internal static AttentionMatrix Diagonal(string title, string[] source, string[] target)
    {
        float[,] weights = new float[target.Length, source.Length];
        for (int row = 0; row < target.Length; row++)
        {
            for (int column = 0; column < source.Length; column++)
            {
                float distance = Math.Abs((row / (float)target.Length) - (column / (float)source.Length));
                weights[row, column] = MathF.Exp(-8 * distance);
            }
        }

        return new AttentionMatrix(title, source, target, Normalized(weights));
    }

    internal static AttentionMatrix Matrix(Random random, string[] source, string[] target)
    {
        float[,] weights = new float[target.Length, source.Length];
        for (int row = 0; row < target.Length; row++)
        {
            for (int column = 0; column < source.Length; column++)
            {
                weights[row, column] = 0.01f + random.NextSingle();
            }
        }

        return new AttentionMatrix(random.Next(1000).ToString(CultureInfo.InvariantCulture), source, target, Normalized(weights));
    }

    /// <summary>One or more subwords, about half of them with a space mark.</summary>
    internal static string[] Pieces(Random random, int maxCount)
    {
        string[] pieces = ["▁a", "▁the", "▁", "b", "ing", "é", "</s>", "猫", "▁كتاب"];
        return random.GetItems(pieces, random.Next(1, maxCount + 1));
    }

    /// <summary>A text of arbitrary UTF-16 code units: controls, lone surrogates and noncharacters included.</summary>
    internal static string AnyText(Random random, int maxLength)
    {
        char[] units = new char[random.Next(maxLength + 1)];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = (char)(random.Next(3) switch { 0 => random.Next(0x80), 1 => random.Next(0xD700, 0xE000), _ => random.Next(0x10000) });
        }

        return new string(units);
    }

    private static float[,] Normalized(float[,] weights)
    {
        for (int row = 0; row < weights.GetLength(0); row++)
        {
            float sum = Enumerable.Range(0, weights.GetLength(1)).Sum(column => weights[row, column]);
            for (int column = 0; column < weights.GetLength(1); column++)
            {
                weights[row, column] /= sum;
            }
        }

        return weights;
    }
}
