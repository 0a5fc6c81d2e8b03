using System.Text;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>Lists as SentencePiece's options have them: commas between, and double quotes around an item that has a comma.</summary>
internal static class CommaSeparated
{
    private const char Quote = '"';

    /// <summary>The items; a comma at the end begins no further one.</summary>
    public static string[] Split(string list)
    {
        var items = new List<string>();
        for (int start = 0; start < list.Length;)
        {
            items.Add(Item(list, start, out int end));
            start = end + 1;
        }

        return [.. items];
    }

    /// <summary>The item that begins somewhere, and the place of the comma behind it.</summary>
    private static string Item(string list, int start, out int end)
    {
        if (list[start] != Quote)
        {
            end = Comma(list, start);
            return list[start..end];
        }

        // Two quotes inside quotes are one; what stands between the closing quote and the comma is no part of the item.
        var item = new StringBuilder();
        int place = start + 1;
        for (; place < list.Length; place++)
        {
            if (list[place] == Quote)
            {
                place++;
                if (place >= list.Length || list[place] != Quote)
                {
                    break;
                }
            }

            item.Append(list[place]);
        }

        end = place < list.Length ? Comma(list, place) : list.Length;
        return item.ToString();
    }

    private static int Comma(string list, int start) => list.IndexOf(',', start) is >= 0 and var place ? place : list.Length;
}
