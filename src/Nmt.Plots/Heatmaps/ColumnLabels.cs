namespace Nmt.Plots.Heatmaps;

/// <summary>How the labels above the columns are turned, and the room that they take.</summary>
/// <remarks>
/// They lean away from the side where the source begins. If most of them are Chinese, Japanese or Korean, those stand upright, from
/// top to bottom, and all others are vertical too, because a leaning label would cross them.
/// </remarks>
internal sealed class ColumnLabels
{
    private const double LargeAngle = 45;

    // Small cells are 15 pixels apart: lines that rise at 60 degrees are then 13 apart, which is the height of their letters.
    private const double SmallAngle = 60;
    private const double VerticalAngle = 90;

    // Of the font size: from the middle of a column to the start of a label's baseline, so that its letters are over the middle.
    private const double LeaningOffset = 0.3;
    private const double VerticalOffset = 0.35;

    private readonly IReadOnlyList<HeatmapLabel> _labels;
    private readonly double _fontSize;
    private readonly bool _isVertical;
    private readonly double _radians;

    internal ColumnLabels(IReadOnlyList<HeatmapLabel> labels, bool isMirrored, bool isLarge, double fontSize)
    {
        (_labels, _fontSize) = (labels, fontSize);
        HeatmapLabel[] words = [.. labels.Where(label => !label.IsControl)];
        _isVertical = words.Length > 0 && 2 * words.Count(label => label.IsUpright) >= words.Length;
        LeansLeft = isMirrored && !_isVertical;
        double angle = _isVertical ? VerticalAngle : isLarge ? LargeAngle : SmallAngle;
        _radians = angle * Math.PI / 180;
        Rotation = LeansLeft ? angle : -angle;
        double offset = fontSize * (_isVertical ? VerticalOffset : LeaningOffset);
        Offset = LeansLeft ? -offset : offset;
    }

    /// <summary>Whether labels begin, or end, at the right and rise to the left.</summary>
    internal bool LeansLeft { get; }

    /// <summary>Clockwise rotation of a label that is not upright, in degrees.</summary>
    internal double Rotation { get; }

    /// <summary>From the middle of a column to the baseline of a label that is not upright, in pixels.</summary>
    internal double Offset { get; }

    internal double Height => _labels.Count == 0 ? 0 : _labels.Max(label =>
        IsUpright(label) ? label.UprightHeight(_fontSize) : Length(label) * Math.Sin(_radians));

    /// <summary>How far a label reaches sideways from the middle of its column, in pixels.</summary>
    internal double Reach(HeatmapLabel label) => IsUpright(label) ? _fontSize : (Length(label) * Math.Cos(_radians)) + _fontSize;

    internal bool IsUpright(HeatmapLabel label) => _isVertical && label.IsUpright;

    private double Length(HeatmapLabel label) => TextExtent.Width(label.Shown, _fontSize);
}
