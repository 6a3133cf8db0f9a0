package dev.postern.oscal.document;

import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Stopped;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/// Elements as they are read, whoever reads them, up to a number and a depth.
final class CountingReader extends StreamReaderDelegate {
    private final Limits limits;
    private int depth;
    private int nodes;

    CountingReader(XMLStreamReader reader, Limits limits) {
        super(reader);
        this.limits = limits;
    }

    /// There is more than may be.
    static final class TooMuch extends XMLStreamException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        TooMuch(String sentence, XMLStreamReader reader) {
            super(sentence, reader.getLocation());
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    @Override
    public int next() throws XMLStreamException {
        Stopped.ifAsked();
        int event = super.next();
        if (event == START_ELEMENT) {
            nodes += 1 + getAttributeCount();
            if (nodes > limits.nodes()) {
                throw new TooMuch("The text has more than " + limits.nodes() + " elements and attributes.", this);
            }
            if (++depth > limits.depth()) {
                throw new TooMuch("Elements are nested deeper than " + limits.depth() + ".", this);
            }
        } else if (event == END_ELEMENT) {
            depth--;
        }
        return event;
    }
}
