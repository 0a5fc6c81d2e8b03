using System.Text;
using Nmt.Text.Subwords.Segmentation;

namespace Nmt.Text.Tests.Subwords.Segmentation;

/// <summary>Converts segments to text.</summary>
internal static class Segmentations
{
    /// <summary>Segments a text and returns the texts of the segments.</summary>
    public static List<string> Find(ISegmenter segmenter, string text)
    {
        var segments = new List<Segment>();
        segmenter.Segment(Encoding.UTF8.GetBytes(text), segments);
        return Texts(segments, text);
    }

    /// <summary>The texts of segments of a text.</summary>
    public static List<string> Texts(IEnumerable<Segment> segments, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int start = 0;
        var texts = segments.Select(s => Encoding.UTF8.GetString(bytes, (start += s.Length) - s.Length, s.Length)).ToList();
        Assert.Equal(bytes.Length, start);
        return texts;
    }
}
