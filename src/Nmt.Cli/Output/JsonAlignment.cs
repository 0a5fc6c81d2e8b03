using System.Text.Json.Nodes;

namespace Nmt.Cli.Output;

/// <summary>What JSON lines say of attention.</summary>
/// <param name="Kind">Links, weights or nothing.</param>
/// <param name="Level">Between what.</param>
internal sealed record JsonAlignment(AlignmentKind Kind, AlignmentLevel Level)
{
    /// <summary>Decimals of a weight.</summary>
    private const int Decimals = 4;

    /// <summary>Adds the field <c>alignment</c> or <c>attention</c>.</summary>
    public void AddTo(JsonObject answer, IReadOnlyList<string> sourcePieces, Candidate candidate)
    {
        if (Kind == AlignmentKind.None)
        {
            return;
        }

        float[,] weights = AlignmentLinks.Weights(sourcePieces, candidate, Level);
        if (Kind == AlignmentKind.Hard)
        {
            answer["alignment"] = new JsonArray([.. AlignmentLinks.Links(weights).Select(link => new JsonArray(link.Source, link.Target))]);
        }
        else
        {
            answer["attention"] = new JsonArray([.. Enumerable.Range(0, weights.GetLength(0)).Select(row => Row(weights, row))]);
        }
    }

    private static JsonArray Row(float[,] weights, int row) =>
        new([.. Enumerable.Range(0, weights.GetLength(1)).Select(column => (JsonNode)Math.Round((double)weights[row, column], Decimals))]);
}
