package io.monthclose.export;

import java.io.IOException;
import java.io.OutputStream;

/** Where documents are written to. */
interface DocumentSink {
    /** Nowhere: only what is made of them is wanted. */
    DocumentSink NOWHERE = _ -> OutputStream.nullOutputStream();

    /** Opens a document of that name. */
    OutputStream open(String name) throws IOException;
}
