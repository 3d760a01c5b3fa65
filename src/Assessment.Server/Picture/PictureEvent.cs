using System.Globalization;
using System.Text;
using System.Text.Json;
using Assessment.Server.Http;
using Assessment.Server.Tradecraft;

namespace Assessment.Server.Picture;

/// <summary>What a stream carries, to the byte, for everybody who is given it: one dimension that has changed, or a sign of life.</summary>
/// <param name="Shows">How what it shows is marked; null when it shows nothing.</param>
public sealed record PictureEvent(Marking? Shows, byte[] Bytes)
{
    public static readonly PictureEvent Heartbeat = new(null, [.. ": still here\n\n"u8]);

    /// <summary>
    /// An event for each of some dimensions. Only the last bears the new position: who loses the stream among them resumes from before them
    /// all, and is told some again instead of missing any.
    /// </summary>
    /// <param name="from">The position that was shown before; 0 for none.</param>
    /// <param name="position">The position that is shown with the last event.</param>
    /// <param name="changed">What is to be told.</param>
    public static PictureEvent[] Of(long from, long position, IReadOnlyList<DimensionAnswer> changed) =>
        [.. changed.Select((dimension, index) => Of(index == changed.Count - 1 ? position : from, dimension))];

    /// <summary>What differs from what was shown before; all that is assessed when that is nothing.</summary>
    public static IReadOnlyList<DimensionAnswer> Differing(IReadOnlyList<DimensionAnswer>? before, IReadOnlyList<DimensionAnswer> now) =>
        [.. now.Where(dimension => before?.FirstOrDefault(was => was.Dimension == dimension.Dimension && was.Perspective == dimension.Perspective) is { } was
            ? !Compares.Equal(was, dimension)
            : dimension.Analysts > 0)];

    private static PictureEvent Of(long position, DimensionAnswer dimension) => new(dimension.HighestMarking,
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: picture\nid: {position}\ndata: ")), .. JsonSerializer.SerializeToUtf8Bytes(dimension, StrictJson.Options), .. "\n\n"u8]);
}
